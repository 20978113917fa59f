/**
 * Tensor graphs: a convolution written in shapes, movement ops and reductions, one class a way of
 * writing it.
 *
 * <p>Start at {@link winofuzz.compiler.frontend.Frontend}. May depend on {@code winofuzz.ir},
 * {@code winofuzz.number}, {@code winofuzz.compiler.winograd}'s matrices and the convolution's
 * description.
 */
@NullMarked
package winofuzz.compiler.frontend;

import org.jspecify.annotations.NullMarked;
