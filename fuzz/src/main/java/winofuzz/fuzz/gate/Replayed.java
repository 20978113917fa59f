package winofuzz.fuzz.gate;

import winofuzz.fuzz.oracle.CaseReport;

/**
 * What came of a replayed case.
 *
 * @param of the case and where it is kept
 * @param report what the assertions say of it
 */
public record Replayed(ReplayCase of, CaseReport report) {}
