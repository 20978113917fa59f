package winofuzz.fuzz.equal;

import winofuzz.ir.UOp;

/**
 * Two nodes that correspond and whose values differ, although those of their operands do not.
 *
 * @param first of the first graph
 * @param a its value, where the two first differ
 * @param second of the second graph
 * @param b its value there
 */
public record NodePair(UOp first, ElementValue a, UOp second, ElementValue b) {}
