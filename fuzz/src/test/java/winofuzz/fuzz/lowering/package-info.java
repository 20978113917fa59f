/** Tests of the seam to compilers, with a compiler that is not the one of this project. */
@NullMarked
package winofuzz.fuzz.lowering;

import org.jspecify.annotations.NullMarked;
