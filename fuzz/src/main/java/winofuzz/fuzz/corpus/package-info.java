/**
 * Findings and cases worth keeping, as files.
 *
 * <p>Start at {@link winofuzz.fuzz.corpus.CaseFolder}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.files}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.json}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.corpus;

import org.jspecify.annotations.NullMarked;
