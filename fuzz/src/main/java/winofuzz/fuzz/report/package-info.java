/**
 * The results of commands, as text for people and as documents for programs.
 *
 * <p>Start at {@link winofuzz.fuzz.report.CampaignReport}, the text of {@code run}, and {@link
 * winofuzz.fuzz.report.CampaignDocument}, its JSON.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.grid}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.bisect}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.campaign}, {@code
 * winofuzz.fuzz.gate}, {@code winofuzz.fuzz.selftest}, {@code winofuzz.compiler}, {@code
 * winofuzz.compiler.rewrite}, {@code winofuzz.convolution}, {@code winofuzz.interpret}, {@code
 * winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.report;

import org.jspecify.annotations.NullMarked;
