/**
 * What every device does with a launch before it runs: it finds the kernel in its text, and checks
 * the arguments and the grid against what the kernel asks for.
 *
 * <p>{@link winofuzz.metal.launch.KernelCache} is behind every device's {@code prepare}.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.launch;

import org.jspecify.annotations.NullMarked;
