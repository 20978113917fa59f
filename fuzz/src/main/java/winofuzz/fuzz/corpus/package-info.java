/**
 * Findings and cases worth keeping, as files.
 *
 * <p>Start at {@link winofuzz.fuzz.corpus.Finding}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.corpus;

import org.jspecify.annotations.NullMarked;
