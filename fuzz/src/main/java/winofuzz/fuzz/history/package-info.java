/**
 * The history of a compiler's checkout: which commit broke something.
 *
 * <p>Start at {@link winofuzz.fuzz.history.RevisionSearch}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}.
 */
@NullMarked
package winofuzz.fuzz.history;

import org.jspecify.annotations.NullMarked;
