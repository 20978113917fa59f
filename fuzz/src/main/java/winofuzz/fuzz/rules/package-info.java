/**
 * Whether the rewrite rules of this project's compiler are right: every application of a rule, in
 * compilations and on drawn instances of its pattern, is judged by itself.
 *
 * <p>Start at {@link winofuzz.fuzz.rules.RuleSurvey}.
 *
 * <p>May depend on {@code winofuzz.compiler}, {@code winofuzz.compiler.lower}, {@code
 * winofuzz.compiler.optimize}, {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rewrite},
 * {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.prove}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.rules;

import org.jspecify.annotations.NullMarked;
