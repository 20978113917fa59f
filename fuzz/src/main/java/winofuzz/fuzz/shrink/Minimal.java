package winofuzz.fuzz.shrink;

import winofuzz.fuzz.cases.ConvCase;

/**
 * What shrinking came to.
 *
 * @param smallest the smallest case found that fails alike
 * @param proven whether every smaller case (in the order of {@link ConvCase#bySize}, with the same
 *     window, stride, dilation and dtype, the inputs that it was found with, and paddings of at
 *     most {@link SmallerCases#MOST_PADDING}) was tried
 * @param tried how many cases were tried
 */
public record Minimal(ConvCase smallest, boolean proven, int tried) {}
