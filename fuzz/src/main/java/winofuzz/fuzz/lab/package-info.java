/**
 * The grid laboratory: lowers cases on several paths to look at their launches and at what their
 * kernels ask of memory, and judges what was published about the two Winograd paths.
 *
 * <p>Start at {@link winofuzz.fuzz.lab.Laboratory}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.access}, {@code
 * winofuzz.fuzz.bench}, {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.lab;

import org.jspecify.annotations.NullMarked;
