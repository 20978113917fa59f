/** Tests of what holds of the whole project. */
@NullMarked
package winofuzz.fuzz;

import org.jspecify.annotations.NullMarked;
