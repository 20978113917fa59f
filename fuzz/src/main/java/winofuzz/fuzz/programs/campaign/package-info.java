/**
 * Draws tensor programs, judges what a compiler makes of them, makes smaller what fails, and writes
 * what was found to a folder. What is found depends on the seed and the number of programs alone.
 *
 * <p>Start at {@link winofuzz.fuzz.programs.campaign.ProgramCampaign}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.files}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.json}, {@code
 * winofuzz.fuzz.lock}, {@code winofuzz.fuzz.lowering}, {@code winofuzz.fuzz.programs}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.programs.campaign;

import org.jspecify.annotations.NullMarked;
