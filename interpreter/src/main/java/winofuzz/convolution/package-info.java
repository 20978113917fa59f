/**
 * What a compiler under test is asked and what it answers: a convolution with the path, defects and
 * target that it is lowered with, and the kernels that come out with their launches.
 *
 * <p>Start at {@link winofuzz.convolution.Convolution}.
 *
 * <p>May depend on {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.convolution;

import org.jspecify.annotations.NullMarked;
