/**
 * Finding a case on which two lowerings of a convolution disagree.
 *
 * <p>The packages are listed in ARCHITECTURE.md, each depending only on those before it.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.fuzz;

import org.jspecify.annotations.NullMarked;
