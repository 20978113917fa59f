package winofuzz.fuzz.cases;

import winofuzz.convolution.Target;

/**
 * A case as a campaign draws it.
 *
 * @param subject the case
 * @param target what it is compiled for
 */
public record DrawnCase(ConvCase subject, Target target) {}
