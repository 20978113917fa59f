/**
 * Compilers under test that are processes of their own: {@code docs/protocol.md} describes what
 * they are asked and what they answer.
 *
 * <p>Start at {@link winofuzz.fuzz.external.ExternalCompiler}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.json}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.programs}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal},
 * {@code winofuzz.metal.bundle}, {@code winofuzz.metal.msl}, {@code winofuzz.metal.session}, {@code
 * winofuzz.metal.sim}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.external;

import org.jspecify.annotations.NullMarked;
