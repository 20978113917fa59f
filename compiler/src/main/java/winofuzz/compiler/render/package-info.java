/**
 * Instructions of the stage linear as Metal text.
 *
 * <p>Start at {@link winofuzz.compiler.render.MetalRenderer}.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.ir}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.compiler.render;

import org.jspecify.annotations.NullMarked;
