/**
 * The engines behind the seam of the oracle: the compiler, the interpreter, the devices.
 *
 * <p>Start at {@link winofuzz.fuzz.engine.EngineWorkbench}.
 *
 * <p>May depend on {@code winofuzz.compiler}, {@code winofuzz.compiler.rewrite}, {@code
 * winofuzz.convolution}, {@code winofuzz.fuzz.bisect}, {@code winofuzz.fuzz.grid}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal},
 * {@code winofuzz.metal.bundle}, {@code winofuzz.metal.isolate}, {@code winofuzz.number}, {@code
 * winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.engine;

import org.jspecify.annotations.NullMarked;
