/**
 * What a lowered kernel consists of: registers, and instructions that execute for all lanes of a
 * batch.
 *
 * <p>An {@link winofuzz.metal.sim.instruction.Instruction} works on the {@link
 * winofuzz.metal.sim.instruction.Frame} of a running batch. {@link
 * winofuzz.metal.sim.instruction.Emitter} collects instructions into blocks and decides where each
 * {@link winofuzz.metal.sim.instruction.Register} lies in a frame.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}, {@code
 * winofuzz.metal.sim.lanes}, {@code winofuzz.metal.sim.memory}.
 */
@NullMarked
package winofuzz.metal.sim.instruction;

import org.jspecify.annotations.NullMarked;
