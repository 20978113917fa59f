/**
 * The device that runs kernels on this machine's processor: Metal text translated to C++, compiled,
 * and loaded by a process that may do little else.
 *
 * <p>{@link winofuzz.metal.host.HostDevice} needs a C++ compiler on the path. Nothing is checked
 * while a kernel runs: {@code host/launcher.cpp} among the resources loads and runs each launch in
 * a child, under limits and a filter of system calls where the machine has them.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.cxx}, {@code
 * winofuzz.metal.launch}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.host;

import org.jspecify.annotations.NullMarked;
