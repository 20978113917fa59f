/**
 * Tensor graphs: a convolution written in shapes, movement ops and reductions, one class a way of
 * writing it.
 *
 * <p>Start at {@link winofuzz.compiler.frontend.Frontend}.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.winograd}, {@code
 * winofuzz.convolution}, {@code winofuzz.ir}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.compiler.frontend;

import org.jspecify.annotations.NullMarked;
