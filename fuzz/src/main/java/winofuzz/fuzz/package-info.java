/**
 * Finding a case on which two lowerings of a convolution disagree.
 *
 * <p>Packages, each depending only on those before it: {@code inputs}, {@code cases}, {@code
 * oracle} (what must hold), {@code grid}, {@code shrink}, {@code corpus}, {@code campaign}, {@code
 * report}, {@code cli}.
 */
@NullMarked
package winofuzz.fuzz;

import org.jspecify.annotations.NullMarked;
