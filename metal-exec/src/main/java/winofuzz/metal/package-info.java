/**
 * Running Metal compute kernels: what a launch is, what comes of it, and the interface that every
 * device implements.
 *
 * <p>{@link winofuzz.metal.Device} runs a {@link winofuzz.metal.Launch} of typed {@link
 * winofuzz.metal.Buffer}s to an {@link winofuzz.metal.Outcome}. This package knows kernels and
 * buffers, never the graphs they came from; devices, bundles and the front end lie in packages
 * below.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.metal;

import org.jspecify.annotations.NullMarked;
