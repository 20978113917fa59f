/**
 * How the inputs of a case are drawn: domains, and values that depend on domain, seed and
 * coordinates alone.
 *
 * <p>Start at {@link winofuzz.fuzz.inputs.InputDomain}, then {@link winofuzz.fuzz.inputs.Drawing}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.interpret}, {@code winofuzz.ir},
 * {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.inputs;

import org.jspecify.annotations.NullMarked;
