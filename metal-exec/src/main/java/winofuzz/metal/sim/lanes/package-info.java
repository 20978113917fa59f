/**
 * Arithmetic on lanes: each operation of the simulator as one loop over arrays that hold a value
 * for each lane.
 *
 * <p>An enum holds the operations of one shape, such as {@link
 * winofuzz.metal.sim.lanes.IntBinaryOperation}; functions on a single lane that a loop calls are in
 * {@link winofuzz.metal.sim.lanes.FloatMath}, {@link winofuzz.metal.sim.lanes.IntMath} and {@link
 * winofuzz.metal.sim.lanes.Narrow}. Knows neither registers nor memory.
 *
 * <p>May depend on {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.sim.lanes;

import org.jspecify.annotations.NullMarked;
