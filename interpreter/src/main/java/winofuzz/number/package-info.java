/**
 * Exact numbers and their rounding into the binary formats.
 *
 * <p>Start at {@link winofuzz.number.Rational}. Depends on nothing of the project.
 */
@NullMarked
package winofuzz.number;

import org.jspecify.annotations.NullMarked;
