/**
 * Winograd's F(4x4,3x3): its matrices, and the rewrite of the ranged graph that uses them.
 *
 * <p>Start at {@link winofuzz.compiler.winograd.WinogradRewrite}. May depend on {@code
 * winofuzz.ir}, {@code winofuzz.number}, {@code winofuzz.compiler.rewrite}, {@code
 * winofuzz.compiler.symbolic} and {@code winofuzz.compiler.rangeify}.
 */
@NullMarked
package winofuzz.compiler.winograd;

import org.jspecify.annotations.NullMarked;
