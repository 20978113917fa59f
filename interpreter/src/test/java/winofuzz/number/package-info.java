/** Tests of numbers against the JDK's own and big decimals. */
@NullMarked
package winofuzz.number;

import org.jspecify.annotations.NullMarked;
