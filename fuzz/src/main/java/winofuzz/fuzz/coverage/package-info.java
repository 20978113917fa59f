/**
 * What a case reaches: the rules, options, grids and shapes that tell one case from another.
 *
 * <p>Start at {@link winofuzz.fuzz.coverage.Feature}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.oracle}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.coverage;

import org.jspecify.annotations.NullMarked;
