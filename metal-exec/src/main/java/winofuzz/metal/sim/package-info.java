/**
 * The lockstep simulator: a device in the JVM that runs all threads of a threadgroup side by side
 * and watches every memory access.
 *
 * <p>{@link winofuzz.metal.sim.SimDevice} lowers the typed tree to instructions on registers that
 * hold one value a lane, and executes them one tight loop at a time; masks carry divergent control
 * flow. Nothing is compiled per kernel. Depends on {@code winofuzz.metal} and {@code
 * winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.sim;

import org.jspecify.annotations.NullMarked;
