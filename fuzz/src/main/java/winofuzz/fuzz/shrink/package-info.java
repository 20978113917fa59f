/**
 * Goes from a failing case to the smallest one that fails alike.
 *
 * <p>Start at {@link winofuzz.fuzz.shrink.Shrinker}, then {@link winofuzz.fuzz.shrink.Search}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.inputs}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.shrink;

import org.jspecify.annotations.NullMarked;
