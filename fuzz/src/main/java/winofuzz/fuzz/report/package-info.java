/**
 * The result of a command as text for people and JSON for programs.
 *
 * <p>Start at {@link winofuzz.fuzz.report.CampaignReport}. May depend on every other package of
 * this module but {@code cli}.
 */
@NullMarked
package winofuzz.fuzz.report;

import org.jspecify.annotations.NullMarked;
