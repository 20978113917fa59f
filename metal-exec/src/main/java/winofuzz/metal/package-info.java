/**
 * Running Metal compute kernels: what a launch is, what comes of it, and the one seam behind which
 * devices stand.
 *
 * <p>{@link winofuzz.metal.Device} runs a {@link winofuzz.metal.Launch} of typed {@link
 * winofuzz.metal.Buffer}s to an {@link winofuzz.metal.Outcome}. Knows kernels and buffers, never
 * the graphs they came from. Depends on nothing else of the project; devices, bundles and the front
 * end lie in packages below.
 */
@NullMarked
package winofuzz.metal;

import org.jspecify.annotations.NullMarked;
