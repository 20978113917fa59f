package winofuzz.fuzz.serve;

import winofuzz.metal.Outcome;

/**
 * A launch that a client asked for.
 *
 * @param note what the client says about it, empty if nothing
 * @param source Metal text
 */
public record ServedLaunch(String note, String source, String kernel, Outcome outcome) {}
