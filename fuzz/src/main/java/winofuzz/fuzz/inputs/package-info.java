/**
 * How the inputs of a case are drawn: domains, and values that depend on domain, seed and
 * coordinates alone.
 *
 * <p>Start at {@link winofuzz.fuzz.inputs.InputDomain}, then {@link winofuzz.fuzz.inputs.Drawing}.
 * May depend on {@code winofuzz.compiler} (the convolution), {@code winofuzz.ir} and {@code
 * winofuzz.number}; on no other package of this module.
 */
@NullMarked
package winofuzz.fuzz.inputs;

import org.jspecify.annotations.NullMarked;
