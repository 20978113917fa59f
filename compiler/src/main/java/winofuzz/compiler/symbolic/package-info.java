/**
 * Simplification of index arithmetic, conditions and lanes: rules as tables, one family a file.
 *
 * <p>Start at {@link winofuzz.compiler.symbolic.SymbolicRules}, the table of contents, and {@link
 * winofuzz.compiler.symbolic.Simplify}, which applies them.
 *
 * <p>May depend on {@code winofuzz.compiler.rewrite}, {@code winofuzz.ir}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.compiler.symbolic;

import org.jspecify.annotations.NullMarked;
