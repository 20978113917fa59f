package winofuzz.fuzz.gate;

import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;

/**
 * A case that is judged every time.
 *
 * @param subject the case
 * @param target what it is compiled for
 * @param origin the file that holds it, relative to the project
 */
public record ReplayCase(ConvCase subject, Target target, String origin) {}
