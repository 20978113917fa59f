/**
 * The gate of a CI: kept cases are replayed, a short campaign looks for more, and both are compared
 * with a baseline of known findings; and keeping the corpus that is replayed.
 *
 * <p>Start at {@link winofuzz.fuzz.gate.Gate}, then {@link winofuzz.fuzz.gate.Keeper}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.oracle}, {@code
 * winofuzz.fuzz.shrink}, {@code winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.json}, {@code
 * winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.campaign}, {@code winofuzz.convolution}.
 */
@NullMarked
package winofuzz.fuzz.gate;

import org.jspecify.annotations.NullMarked;
