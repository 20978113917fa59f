/**
 * What can be said of the integers of a kernel for all of its threads, without running it: whether
 * indices stay within their buffers and index arithmetic within its types.
 *
 * <p>Start at {@link winofuzz.bounds.ProgramBounds}. Written apart from the simplifier of the
 * compiler and from {@code winofuzz.ir.Interval}, which are what is judged: it reads operations,
 * constants and types of nodes, and none of the bounds that nodes have of themselves.
 *
 * <p>May depend on {@code winofuzz.ir}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.bounds;

import org.jspecify.annotations.NullMarked;
