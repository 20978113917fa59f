/**
 * Findings, and keeping them as files.
 *
 * <p>Start at {@link winofuzz.fuzz.corpus.Finding}. May depend on {@code winofuzz.fuzz.cases},
 * {@code winofuzz.fuzz.oracle} and Jackson.
 */
@NullMarked
package winofuzz.fuzz.corpus;

import org.jspecify.annotations.NullMarked;
