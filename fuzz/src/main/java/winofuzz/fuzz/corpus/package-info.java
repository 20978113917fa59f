/**
 * Findings and cases worth keeping, as files.
 *
 * <p>Start at {@link winofuzz.fuzz.corpus.Finding}. May depend on {@code winofuzz.fuzz.cases},
 * {@code oracle}, {@code coverage} and Jackson.
 */
@NullMarked
package winofuzz.fuzz.corpus;

import org.jspecify.annotations.NullMarked;
