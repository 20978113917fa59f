/**
 * The lockstep simulator: a device in the JVM that runs all threads of a threadgroup side by side
 * and watches every memory access.
 *
 * <p>{@link winofuzz.metal.sim.SimDevice} is the way in. It has a kernel's typed tree turned into
 * instructions once, by {@code lower}, and runs them batch by batch over the threadgroups of a
 * grid; an {@code instruction} works on registers that hold one value for each lane, with the
 * arithmetic of {@code lanes} and the checked accesses of {@code memory}. Nothing is compiled for a
 * kernel.
 *
 * <p>A {@link winofuzz.metal.FieldLaunch} runs the same way, with every floating type read as
 * {@link winofuzz.metal.msl.ScalarType#FIELD}. Registers and memories then know the degree of what
 * they hold as polynomials of the inputs, and what is no polynomial is refused.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.launch}, {@code
 * winofuzz.metal.msl}, {@code winofuzz.metal.sim.instruction}, {@code winofuzz.metal.sim.lower},
 * {@code winofuzz.metal.sim.memory}.
 */
@NullMarked
package winofuzz.metal.sim;

import org.jspecify.annotations.NullMarked;
