package winofuzz.fuzz.oracle;

import winofuzz.convolution.LoweringPath;

/**
 * What one assertion says of one path.
 *
 * @param assertion its name
 * @param path the path
 * @param verdict what it says
 */
public record Judgement(String assertion, LoweringPath path, Verdict verdict) {}
