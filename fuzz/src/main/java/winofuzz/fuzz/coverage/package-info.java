/**
 * What a case reaches: the rules, options, grids and shapes by which one case is told from another.
 *
 * <p>Start at {@link winofuzz.fuzz.coverage.Feature}. May depend on {@code winofuzz.fuzz.cases},
 * {@code grid} and {@code oracle}.
 */
@NullMarked
package winofuzz.fuzz.coverage;

import org.jspecify.annotations.NullMarked;
