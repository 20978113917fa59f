/**
 * The compiler of this project behind the seam of {@code lowering}: the only package that calls it.
 *
 * <p>Start at {@link winofuzz.fuzz.engine.BuiltinCompiler}.
 *
 * <p>May depend on {@code winofuzz.compiler}, {@code winofuzz.compiler.pass}, {@code
 * winofuzz.compiler.render}, {@code winofuzz.compiler.rewrite}, {@code winofuzz.convolution},
 * {@code winofuzz.fuzz.finding}, {@code winofuzz.fuzz.lowering}, {@code winofuzz.fuzz.oracle},
 * {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.engine;

import org.jspecify.annotations.NullMarked;
