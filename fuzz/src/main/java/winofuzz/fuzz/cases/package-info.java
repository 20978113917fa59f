/**
 * What is fuzzed: a convolution and how its inputs are drawn, its text and JSON forms, and jqwik
 * arbitraries of it; and the names that files and the command line share.
 *
 * <p>Start at {@link winofuzz.fuzz.cases.ConvCase}.
 *
 * <p>May depend on {@code winofuzz.fuzz.inputs}, {@code winofuzz.convolution}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.cases;

import org.jspecify.annotations.NullMarked;
