/** Tests of what programs are, mean, and look like. */
@NullMarked
package winofuzz.fuzz.programs;

import org.jspecify.annotations.NullMarked;
