package winofuzz.metal.sim.lower;

import winofuzz.metal.msl.Quotient;

/**
 * A floating constant that is taken for another number than the one that Metal rounds it to.
 *
 * @param line of the kernel's text, from 1
 * @param text as the program spells it
 * @param value what it is taken for
 */
public record ReadLiteral(int line, String text, Quotient value) {}
