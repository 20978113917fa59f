/**
 * The graph: one interned node type, its operations, its types and its arguments, and what can be
 * read off a node alone (shape, open ranges, integer bounds).
 *
 * <p>Equal nodes made in one {@link winofuzz.ir.NodeArena} are one object. Outside of arenas, all
 * threads share a table; nodes without operands always come from it.
 *
 * <p>Start at {@link winofuzz.ir.UOp}.
 *
 * <p>May depend on {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.ir;

import org.jspecify.annotations.NullMarked;
