/**
 * What is asked of a compiler under test and what it answers: a convolution, the path, defects and
 * target it is lowered with, and the kernels that come out, with how each is launched.
 *
 * <p>Start at {@link winofuzz.convolution.Convolution}. May depend on {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.convolution;

import org.jspecify.annotations.NullMarked;
