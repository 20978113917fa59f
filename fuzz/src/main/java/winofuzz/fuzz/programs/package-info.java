/**
 * Tensor programs: chains of tensor operations, what they mean, and how they are drawn.
 *
 * <p>Start at {@link winofuzz.fuzz.programs.TensorProgram}. What a program computes is told by
 * {@link winofuzz.fuzz.programs.ProgramInterpreter}, exactly, and with nothing in common with any
 * compiler.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.json}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.fuzz.programs;

import org.jspecify.annotations.NullMarked;
