/**
 * A test of the fuzzer itself: whether known defects are found, by which assertion, how soon, and
 * on how small a case.
 *
 * <p>Start at {@link winofuzz.fuzz.selftest.PlantedDefects}, the table of wrong variants of the
 * compiler, the renderer and the simulator, and at {@link winofuzz.fuzz.selftest.SelfTest}, which
 * plants them one by one and runs a campaign on each. The engines know nothing of them: a {@code
 * RewriteObserver} makes a rule wrong, a {@code PassObserver} a pass or a kernel's text, and what
 * is given to a device or the interpreter, or comes of it, is changed on its way.
 *
 * <p>May depend on {@code winofuzz.compiler}, {@code winofuzz.compiler.pass}, {@code
 * winofuzz.compiler.rangeify}, {@code winofuzz.compiler.rewrite}, {@code winofuzz.convolution},
 * {@code winofuzz.fuzz.campaign}, {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.devices},
 * {@code winofuzz.fuzz.engine}, {@code winofuzz.fuzz.finding}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.lowering}, {@code winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.metal.sim},
 * {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.selftest;

import org.jspecify.annotations.NullMarked;
