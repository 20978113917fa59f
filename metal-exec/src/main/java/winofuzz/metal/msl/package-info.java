/**
 * The front end for Metal compute kernels: text to a typed syntax tree.
 *
 * <p>{@link winofuzz.metal.msl.MslProgram#parse} is the way in. The lexer and the preprocessor feed
 * the parser, which types every expression as it builds it and makes every implicit conversion
 * explicit. A text that is not Metal, or that uses what is not supported, is reported by a {@link
 * winofuzz.metal.msl.MslSyntaxException} with line, column and snippet.
 *
 * <p>May depend on nothing of this project.
 */
@NullMarked
package winofuzz.metal.msl;

import org.jspecify.annotations.NullMarked;
