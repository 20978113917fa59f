/**
 * Finds where in a compilation a wrong result comes from: the stage, the pass, and the application
 * of a rule.
 *
 * <p>Start at {@link winofuzz.fuzz.bisect.Bisection}.
 *
 * <p>May depend on {@code winofuzz.compiler}, {@code winofuzz.compiler.pass}, {@code
 * winofuzz.compiler.rewrite}, {@code winofuzz.fuzz.lowering}, {@code winofuzz.fuzz.oracle}, {@code
 * winofuzz.interpret}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.bisect;

import org.jspecify.annotations.NullMarked;
