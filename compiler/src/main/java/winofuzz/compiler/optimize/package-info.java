/**
 * The scheduling of a kernel: which of its loops become grid dimensions, threads, vector lanes,
 * unrolled code or fragments of a matrix unit.
 *
 * <p>Start at {@link winofuzz.compiler.optimize.KernelOptimizer}, which lists the passes in order,
 * then read {@link winofuzz.compiler.optimize.Heuristics}, which lists the decisions in order. May
 * depend on {@code winofuzz.ir}, on the rewriting and the index simplification of the compiler, and
 * on {@link winofuzz.convolution.Target}.
 */
@NullMarked
package winofuzz.compiler.optimize;

import org.jspecify.annotations.NullMarked;
