/**
 * Winograd's F(4x4,3x3): its matrices, and the rewrite of the ranged graph that uses them.
 *
 * <p>Start at {@link winofuzz.compiler.winograd.WinogradRewrite}.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rangeify}, {@code
 * winofuzz.compiler.rewrite}, {@code winofuzz.convolution}, {@code winofuzz.ir}, {@code
 * winofuzz.number}.
 */
@NullMarked
package winofuzz.compiler.winograd;

import org.jspecify.annotations.NullMarked;
