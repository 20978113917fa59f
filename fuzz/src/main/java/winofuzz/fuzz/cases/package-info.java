/**
 * What is fuzzed: a convolution and how its inputs are drawn, its forms in text and JSON, and jqwik
 * arbitraries of it; also the names that files and the command line share.
 *
 * <p>Start at {@link winofuzz.fuzz.cases.ConvCase}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.cases;

import org.jspecify.annotations.NullMarked;
