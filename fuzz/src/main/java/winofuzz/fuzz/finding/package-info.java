/**
 * What was found: one record from the violation to the file.
 *
 * <p>Start at {@link winofuzz.fuzz.finding.Finding}. {@link winofuzz.fuzz.finding.Bugs} decides
 * which findings are one bug.
 *
 * <p>May depend on {@code winofuzz.bounds}, {@code winofuzz.convolution}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.shrink}, {@code winofuzz.ir}, {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.fuzz.finding;

import org.jspecify.annotations.NullMarked;
