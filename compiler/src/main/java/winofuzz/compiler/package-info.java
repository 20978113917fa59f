/**
 * A convolution in, Metal kernels out, with the program kept at every stage on the way.
 *
 * <p>Start at {@code Compiler}, then read {@code Pipeline}: the passes in order. May depend on
 * {@code winofuzz.ir}, {@code winofuzz.number} and the packages below it; nothing below it depends
 * on it except for {@link winofuzz.convolution.Convolution}, {@link
 * winofuzz.convolution.LoweringPath}, {@link winofuzz.convolution.Defect} and {@link
 * winofuzz.convolution.Target}.
 */
@NullMarked
package winofuzz.compiler;

import org.jspecify.annotations.NullMarked;
