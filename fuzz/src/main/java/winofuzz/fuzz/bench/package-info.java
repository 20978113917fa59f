/**
 * Measures what the kernels of several lowerings of one case take on a device, side by side.
 *
 * <p>Start at {@link winofuzz.fuzz.bench.Benchmark}. Times are those of kernels alone, by the
 * device's own clock where it has one; compiling and copying are not in them.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.lowering}, {@code winofuzz.interpret}, {@code
 * winofuzz.metal}, {@code winofuzz.metal.bundle}.
 */
@NullMarked
package winofuzz.fuzz.bench;

import org.jspecify.annotations.NullMarked;
