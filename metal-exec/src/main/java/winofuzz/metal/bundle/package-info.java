/**
 * Kernels as folders: Metal text, a {@code launch.json}, and the buffers before and after.
 *
 * <p>Depends on {@code winofuzz.metal} and Jackson.
 */
@NullMarked
package winofuzz.metal.bundle;

import org.jspecify.annotations.NullMarked;
