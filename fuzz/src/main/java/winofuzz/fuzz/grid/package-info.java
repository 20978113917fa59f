/**
 * How the launches of two lowerings compare, and a table of launches with each axis named by where
 * it came from.
 *
 * <p>Start at {@link winofuzz.fuzz.grid.GridComparison}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.convolution}.
 */
@NullMarked
package winofuzz.fuzz.grid;

import org.jspecify.annotations.NullMarked;
