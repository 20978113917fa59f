/**
 * The device that runs kernels on this machine's processor: Metal text compiled as C++ and loaded.
 *
 * <p>{@link winofuzz.metal.host.HostDevice} needs a C++ compiler on the path. Nothing is checked
 * while a kernel runs: its fault is a fault of this process, which is why the command line runs the
 * device in a process of its own. Native calls go through JNA.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.cxx}, {@code
 * winofuzz.metal.launch}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.host;

import org.jspecify.annotations.NullMarked;
