/**
 * Numbers: exact ones, the binary formats with their rounding, machine integers, and what a device
 * may do differently.
 *
 * <p>Start at {@link winofuzz.number.Rational}. All knowledge of how one operation on one type
 * behaves is here; how operations run over arrays is elsewhere.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.number;

import org.jspecify.annotations.NullMarked;
