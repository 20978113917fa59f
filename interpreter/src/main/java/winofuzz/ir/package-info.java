/** The graph. */
@NullMarked
package winofuzz.ir;

import org.jspecify.annotations.NullMarked;
