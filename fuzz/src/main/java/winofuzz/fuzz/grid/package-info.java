/**
 * Compares the launches of two lowerings, and makes a table of launches that names each axis by its
 * origin.
 *
 * <p>Start at {@link winofuzz.fuzz.grid.GridComparison}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.access}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.grid;

import org.jspecify.annotations.NullMarked;
