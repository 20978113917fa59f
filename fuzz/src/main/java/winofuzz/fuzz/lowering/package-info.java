/**
 * The seam to compilers: what a compiler under test is asked, and the one handle on what it makes
 * of a case.
 *
 * <p>Start at {@link winofuzz.fuzz.lowering.LoweredCase}. Assertions, commands, planted defects and
 * reports get what they want from it and from nothing behind it.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal},
 * {@code winofuzz.metal.bundle}, {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.lowering;

import org.jspecify.annotations.NullMarked;
