/**
 * What was found: one record from the violation to the file.
 *
 * <p>Start at {@link winofuzz.fuzz.finding.Finding}. Which findings are one bug is decided by
 * {@link winofuzz.fuzz.finding.Bugs}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.ir}, {@code winofuzz.metal},
 * {@code winofuzz.fuzz.cases}.
 */
@NullMarked
package winofuzz.fuzz.finding;

import org.jspecify.annotations.NullMarked;
