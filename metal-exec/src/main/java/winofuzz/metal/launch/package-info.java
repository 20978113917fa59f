/**
 * What every device does with a launch before it runs: finds the kernel in its text, holds the
 * arguments and the grid against what it asks for.
 *
 * <p>{@link winofuzz.metal.launch.KernelCache} is behind every device's {@code prepare}. Depends on
 * {@code winofuzz.metal} and {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.launch;

import org.jspecify.annotations.NullMarked;
