/**
 * What is fuzzed: a convolution and how its inputs are drawn; its text and JSON forms; jqwik
 * arbitraries of it.
 *
 * <p>Start at {@link winofuzz.fuzz.cases.ConvCase}. May depend on {@code winofuzz.fuzz.inputs} and
 * what that depends on, jqwik and Jackson.
 */
@NullMarked
package winofuzz.fuzz.cases;

import org.jspecify.annotations.NullMarked;
