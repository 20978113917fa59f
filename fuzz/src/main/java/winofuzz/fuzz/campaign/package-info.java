/**
 * Draws cases, judges them on all cores, shrinks what fails, and writes what was found to the
 * folder of a run. What is found depends on the seed and the number of cases alone.
 *
 * <p>Start at {@link winofuzz.fuzz.campaign.Campaign}. Engines come in only through {@link
 * winofuzz.fuzz.oracle.Judge}, and threads or machines only through {@link
 * winofuzz.fuzz.campaign.Fleet}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.files}, {@code
 * winofuzz.fuzz.finding}, {@code winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.json}, {@code winofuzz.fuzz.lock}, {@code winofuzz.fuzz.oracle}, {@code
 * winofuzz.fuzz.shrink}.
 */
@NullMarked
package winofuzz.fuzz.campaign;

import org.jspecify.annotations.NullMarked;
