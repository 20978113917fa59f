/**
 * From shapes to ranges: every node of a tensor graph gets the ranges it is evaluated over,
 * movement ops become index arithmetic, and values that must be kept become buffers.
 *
 * <p>Start at {@link winofuzz.compiler.rangeify.Rangeify}.
 *
 * <p>May depend on {@code winofuzz.compiler.pass}, {@code winofuzz.compiler.rewrite}, {@code
 * winofuzz.compiler.symbolic}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.compiler.rangeify;

import org.jspecify.annotations.NullMarked;
