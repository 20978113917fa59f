/**
 * What holds for all inputs: programs and kernels evaluated at a point of a field, where agreement
 * is proof but for a stated probability, and bounds on rounding.
 *
 * <p>Start at {@link winofuzz.fuzz.prove.Prover}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.prove;

import org.jspecify.annotations.NullMarked;
