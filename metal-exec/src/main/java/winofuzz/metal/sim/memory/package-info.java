/**
 * The memory of a run and the checks on it: bounds, written elements, races.
 *
 * <p>{@link winofuzz.metal.sim.memory.Bindings} puts a launch's buffers behind the {@link
 * winofuzz.metal.sim.memory.MemorySlot}s of a kernel. Every access asks a {@link
 * winofuzz.metal.sim.memory.BoundMemory} first, which reports what is wrong with it to the {@link
 * winofuzz.metal.sim.memory.Batch} that the lane is part of. The trackers behind that are private
 * to this package.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.sim.memory;

import org.jspecify.annotations.NullMarked;
