/**
 * Arithmetic on lanes: each operation of the simulator as one loop over arrays that hold a value
 * for each lane.
 *
 * <p>An enum holds the operations of one shape, such as {@link
 * winofuzz.metal.sim.lanes.IntBinaryOperation}; functions on a single lane that a loop calls are in
 * {@link winofuzz.metal.sim.lanes.FloatMath}, {@link winofuzz.metal.sim.lanes.IntMath}, {@link
 * winofuzz.metal.sim.lanes.FieldMath} and {@link winofuzz.metal.sim.lanes.Narrow}. Knows neither
 * registers nor memory.
 *
 * <p>Each operation has a loop of its own, although only one expression in it differs, because the
 * JVM makes vector code of such a loop. One loop that all operations share and that calls a
 * function for each lane takes over ten times as long ({@code LaneLoopBenchmark}). Copies of a loop
 * that are defined as hidden classes at run time are as fast once compiled, but take twice as long
 * until then and hide what runs; a generator at build time would save lines that nobody needs to
 * read.
 *
 * <p>May depend on {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.sim.lanes;

import org.jspecify.annotations.NullMarked;
