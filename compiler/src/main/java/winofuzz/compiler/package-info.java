/**
 * A convolution in, Metal kernels out, with the program kept at every stage on the way.
 *
 * <p>Start at {@link winofuzz.compiler.Compiler}, then read {@link winofuzz.compiler.Pipeline},
 * which lists the passes in order.
 *
 * <p>May depend on {@code winofuzz.compiler.frontend}, {@code winofuzz.compiler.lower}, {@code
 * winofuzz.compiler.optimize}, {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rangeify},
 * {@code winofuzz.compiler.render}, {@code winofuzz.compiler.rewrite}, {@code
 * winofuzz.compiler.schedule}, {@code winofuzz.compiler.winograd}, {@code winofuzz.convolution},
 * {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.compiler;

import org.jspecify.annotations.NullMarked;
