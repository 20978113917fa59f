/** Tests of evaluation, on graphs built by hand. */
@NullMarked
package winofuzz.interpret;

import org.jspecify.annotations.NullMarked;
