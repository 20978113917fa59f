/**
 * Term rewriting on the graph: patterns, rules as data, and the rewriter that applies them.
 *
 * <p>Start at {@link winofuzz.compiler.rewrite.Rule}. The order in which rules and nodes are
 * visited is part of the contract, because passes number things as they meet them; see {@link
 * winofuzz.compiler.rewrite.Rewriter}.
 *
 * <p>May depend on {@code winofuzz.ir}, {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.compiler.rewrite;

import org.jspecify.annotations.NullMarked;
