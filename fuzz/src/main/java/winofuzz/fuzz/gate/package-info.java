/**
 * The gate of a CI: what was kept is replayed, a short campaign looks for more, and both are held
 * against a baseline of known findings; and keeping the corpus that is replayed.
 *
 * <p>Start at {@link winofuzz.fuzz.gate.Gate}, then {@link winofuzz.fuzz.gate.Keeper}. May depend
 * on {@code winofuzz.fuzz.campaign} and what that depends on.
 */
@NullMarked
package winofuzz.fuzz.gate;

import org.jspecify.annotations.NullMarked;
