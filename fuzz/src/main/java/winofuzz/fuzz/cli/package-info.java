/**
 * The command line: reads arguments, calls the rest, prints. Each command is one file. Nothing
 * depends on it.
 *
 * <p>Start at {@link winofuzz.fuzz.cli.Main}.
 *
 * <p>May depend on {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.bisect}, {@code
 * winofuzz.fuzz.shrink}, {@code winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.json}, {@code
 * winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.campaign}, {@code winofuzz.fuzz.gate}, {@code
 * winofuzz.fuzz.selftest}, {@code winofuzz.fuzz.engine}, {@code winofuzz.fuzz.report}, {@code
 * winofuzz.compiler}, {@code winofuzz.compiler.rewrite}, {@code winofuzz.convolution}, {@code
 * winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.metal.bundle},
 * {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.fuzz.cli;

import org.jspecify.annotations.NullMarked;
