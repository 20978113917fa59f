/**
 * The graph: one interned node type, its operations, its types and its arguments, and what can be
 * read off a node alone (shape, open ranges, integer bounds).
 *
 * <p>Start at {@link winofuzz.ir.UOp}. May depend on {@code winofuzz.number} only.
 */
@NullMarked
package winofuzz.ir;

import org.jspecify.annotations.NullMarked;
