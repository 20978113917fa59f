/**
 * The lowering of a kernel's typed tree to instructions.
 *
 * <p>{@link winofuzz.metal.sim.lower.KernelLowering} is the way in and gives a {@link
 * winofuzz.metal.sim.lower.LoweredKernel}. One class lowers each kind of syntax; all of them share
 * a {@code LoweringContext}.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}, {@code
 * winofuzz.metal.sim.instruction}, {@code winofuzz.metal.sim.lanes}, {@code
 * winofuzz.metal.sim.memory}.
 */
@NullMarked
package winofuzz.metal.sim.lower;

import org.jspecify.annotations.NullMarked;
