/**
 * Launches over memories that outlive them, as a program makes them that drives a GPU.
 *
 * <p>A {@link winofuzz.metal.session.Session} runs kernels over {@link
 * winofuzz.metal.session.DeviceMemory}, which remembers what was written of it.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.bundle}, {@code
 * winofuzz.metal.msl}, {@code winofuzz.metal.sim}.
 */
@NullMarked
package winofuzz.metal.session;

import org.jspecify.annotations.NullMarked;
