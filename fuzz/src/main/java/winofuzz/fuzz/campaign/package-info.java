/**
 * Drawing cases, judging them on all cores, and gathering what was found; the result depends on the
 * seed and the number of cases alone.
 *
 * <p>Start at {@link winofuzz.fuzz.campaign.Campaign}. May depend on {@code winofuzz.fuzz.cases},
 * {@code oracle}, {@code grid}, {@code shrink}, {@code coverage} and {@code corpus}; engines only
 * through {@link winofuzz.fuzz.oracle.Judge}.
 */
@NullMarked
package winofuzz.fuzz.campaign;

import org.jspecify.annotations.NullMarked;
