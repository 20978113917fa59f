/**
 * Finds a case on which two lowerings of a convolution disagree.
 *
 * <p>Each of these depends only on those before it: {@code inputs}, {@code cases}, {@code access},
 * {@code grid}, {@code shrink}, {@code finding}, {@code lowering} (the seam to compilers), {@code
 * bench}, {@code devices}, {@code oracle} (what must hold), {@code lab}, {@code engine} (our own
 * compiler behind the seam), {@code coverage}, {@code json}, {@code corpus}, {@code campaign},
 * {@code gate}, {@code selftest}, {@code report}, {@code cli}. Each package says which others it
 * may depend on, and a test holds it to that.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.fuzz;

import org.jspecify.annotations.NullMarked;
