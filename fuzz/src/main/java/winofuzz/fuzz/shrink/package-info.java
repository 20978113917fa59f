/**
 * From a failing case to the smallest one that fails alike.
 *
 * <p>Start at {@link winofuzz.fuzz.shrink.Shrinker}. May depend on {@code winofuzz.fuzz.cases}.
 */
@NullMarked
package winofuzz.fuzz.shrink;

import org.jspecify.annotations.NullMarked;
