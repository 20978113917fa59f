/**
 * The front end for Metal compute kernels: text to a typed syntax tree.
 *
 * <p>{@link winofuzz.metal.msl.MslProgram#parse} is the way in: the lexer, the preprocessor and the
 * parser, which types every expression as it builds it, with every implicit conversion made
 * explicit. A text that is not Metal, or uses what is not supported, is a {@link
 * winofuzz.metal.msl.MslSyntaxException} with line, column and snippet. Depends on nothing else of
 * the project.
 */
@NullMarked
package winofuzz.metal.msl;

import org.jspecify.annotations.NullMarked;
