/**
 * What the text of a kernel and what runs it make of instructions: whether the text says what they
 * say, and the first line at which a device comes to another value than the interpreter.
 *
 * <p>Start at {@link winofuzz.fuzz.fault.TextCheck}, which runs nothing, and at {@link
 * winofuzz.fuzz.fault.LineSearch}, which runs kernels whose text keeps the value of every line.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.metal.bundle},
 * {@code winofuzz.metal.msl}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.fault;

import org.jspecify.annotations.NullMarked;
