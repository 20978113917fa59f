/**
 * The gate of a CI: what was found before is replayed, a short campaign looks for more, and both
 * are held against a baseline of known findings.
 *
 * <p>Start at {@link winofuzz.fuzz.gate.Gate}. May depend on {@code winofuzz.fuzz.campaign} and
 * what that depends on.
 */
@NullMarked
package winofuzz.fuzz.gate;

import org.jspecify.annotations.NullMarked;
