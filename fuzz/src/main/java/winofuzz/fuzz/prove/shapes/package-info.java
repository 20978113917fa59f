/**
 * What holds for all inputs of every shape up to a number of elements, as a certificate that can be
 * checked again.
 *
 * <p>Start at {@link winofuzz.fuzz.prove.shapes.ExhaustiveProof}; a {@link
 * winofuzz.fuzz.prove.shapes.ShapePlan} says which shapes.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.files}, {@code winofuzz.fuzz.finding}, {@code winofuzz.fuzz.grid}, {@code
 * winofuzz.fuzz.json}, {@code winofuzz.fuzz.lock}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.prove}, {@code winofuzz.fuzz.shrink}, {@code winofuzz.interpret}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.fuzz.prove.shapes;

import org.jspecify.annotations.NullMarked;
