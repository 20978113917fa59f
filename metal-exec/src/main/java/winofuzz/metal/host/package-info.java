/**
 * The device that runs kernels on this machine's processor: Metal text compiled as C++ and loaded.
 *
 * <p>{@link winofuzz.metal.host.HostDevice} needs a C++ compiler on the path. Nothing is checked
 * while a kernel runs: a fault there is a fault of this process, which is why the command line runs
 * it in a process of its own. Depends on {@code winofuzz.metal}, {@code winofuzz.metal.msl}, {@code
 * winofuzz.metal.cxx} and JNA.
 */
@NullMarked
package winofuzz.metal.host;

import org.jspecify.annotations.NullMarked;
