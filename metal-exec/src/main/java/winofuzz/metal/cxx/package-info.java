/**
 * Metal text as C++ text: what the devices that compile kernels natively have in common.
 *
 * <p>{@link winofuzz.metal.cxx.Translation} rewrites tokens. Their meaning is left to the C++
 * compiler and to the headers among the resources, so that such a device shares no typing and no
 * arithmetic with the simulator.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.cxx;

import org.jspecify.annotations.NullMarked;
