/**
 * Kernels as folders: Metal text, a {@code launch.json}, and the buffers before and after.
 *
 * <p>{@link winofuzz.metal.bundle.Bundle} is a folder; Jackson reads and writes its JSON.
 *
 * <p>May depend on {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.metal.bundle;

import org.jspecify.annotations.NullMarked;
