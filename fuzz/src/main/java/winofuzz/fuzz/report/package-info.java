/**
 * The results of commands, as text for people and as documents for programs.
 *
 * <p>Start at {@link winofuzz.fuzz.report.CampaignReport}, the text of {@code run}, and {@link
 * winofuzz.fuzz.report.CampaignDocument}, its JSON.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.bench}, {@code
 * winofuzz.fuzz.campaign}, {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.corpus}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.finding}, {@code winofuzz.fuzz.gate}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.json}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.programs}, {@code winofuzz.fuzz.programs.campaign},
 * {@code winofuzz.fuzz.selftest}, {@code winofuzz.fuzz.serve}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.fuzz.story}, {@code winofuzz.fuzz.terminal}, {@code winofuzz.interpret}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.fuzz.report;

import org.jspecify.annotations.NullMarked;
