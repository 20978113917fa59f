/** Tests of {@code winofuzz.convolution}. */
@NullMarked
package winofuzz.convolution;

import org.jspecify.annotations.NullMarked;
