/**
 * What a compilation consists of: passes in phases, and the drafts that they make of one another.
 *
 * <p>Start at {@link winofuzz.compiler.pass.Pass}. The passes themselves are where their subject
 * is.
 *
 * <p>May depend on {@code winofuzz.compiler.rewrite}, {@code winofuzz.convolution}, {@code
 * winofuzz.ir}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.compiler.pass;

import org.jspecify.annotations.NullMarked;
