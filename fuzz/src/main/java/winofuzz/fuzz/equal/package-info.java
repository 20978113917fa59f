/**
 * Whether two graphs are equal: for all inputs where the field tells, else on drawn ones, and in
 * floats bit for bit; and where two that differ begin to.
 *
 * <p>Start at {@link winofuzz.fuzz.equal.GraphEquality}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.equal;

import org.jspecify.annotations.NullMarked;
