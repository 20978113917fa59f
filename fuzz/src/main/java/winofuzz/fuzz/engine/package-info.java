/**
 * The real engines behind the oracle's seam: the compiler, the interpreter, the devices.
 *
 * <p>Start at {@link winofuzz.fuzz.engine.EngineWorkbench}. May depend on {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.grid} and the three engine modules.
 */
@NullMarked
package winofuzz.fuzz.engine;

import org.jspecify.annotations.NullMarked;
