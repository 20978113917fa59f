/**
 * Where in a compilation a wrong result comes from: the stage, the pass, the application of a rule.
 *
 * <p>Start at {@link winofuzz.fuzz.bisect.Bisection}. May depend on the compiler and the
 * interpreter, on nothing else of the fuzzer.
 */
@NullMarked
package winofuzz.fuzz.bisect;

import org.jspecify.annotations.NullMarked;
