/**
 * The scheduling of a kernel: which of its loops become grid dimensions, threads, vector lanes,
 * unrolled code or fragments of a matrix unit.
 *
 * <p>Start at {@link winofuzz.compiler.optimize.KernelOptimizer}, which has the passes, then read
 * {@link winofuzz.compiler.optimize.Heuristics}, which lists the decisions in order.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rewrite}, {@code
 * winofuzz.compiler.symbolic}, {@code winofuzz.convolution}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.compiler.optimize;

import org.jspecify.annotations.NullMarked;
