/** What the architecture tests of all modules share: a test source of each. */
@NullMarked
package winofuzz.architecture;

import org.jspecify.annotations.NullMarked;
