/** Tests of the module as a whole. */
@NullMarked
package winofuzz;

import org.jspecify.annotations.NullMarked;
