/**
 * The graph: one interned node type, its operations, its types and its arguments, and what can be
 * read off a node alone (shape, open ranges, integer bounds).
 *
 * <p>Equal nodes are one object: of the {@link winofuzz.ir.NodeArena} that a thread is in, or of
 * all threads.
 *
 * <p>Start at {@link winofuzz.ir.UOp}.
 *
 * <p>May depend on {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.ir;

import org.jspecify.annotations.NullMarked;
