/**
 * Where in a compilation a wrong result comes from: the stage, the pass, the application of a rule.
 *
 * <p>Start at {@link winofuzz.fuzz.bisect.Bisection}. May depend on the compiler, the interpreter
 * and {@code winofuzz.fuzz.oracle}.
 */
@NullMarked
package winofuzz.fuzz.bisect;

import org.jspecify.annotations.NullMarked;
