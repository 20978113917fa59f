/**
 * Metal text as C++ text: what the devices that compile kernels natively have in common.
 *
 * <p>{@link winofuzz.metal.cxx.Translation} is written anew from the typed tree, so that a text has
 * no way into a C++ compiler but through the tables of the front end. Such a device shares types
 * with the simulator, but no arithmetic: that is left to the C++ compiler and to the headers among
 * the resources.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.cxx;

import org.jspecify.annotations.NullMarked;
