/**
 * Instructions of the stage linear as Metal text.
 *
 * <p>Start at {@link winofuzz.compiler.render.MetalRenderer}. Depends on {@code winofuzz.ir} and
 * {@code winofuzz.number} only.
 */
@NullMarked
package winofuzz.compiler.render;

import org.jspecify.annotations.NullMarked;
