/**
 * The command line: reads arguments, calls the other packages, and prints. Each command is one
 * file. No package depends on this one.
 *
 * <p>Start at {@link winofuzz.fuzz.cli.Main}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.about}, {@code
 * winofuzz.fuzz.bench}, {@code winofuzz.fuzz.campaign}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.devices}, {@code winofuzz.fuzz.engine}, {@code
 * winofuzz.fuzz.equal}, {@code winofuzz.fuzz.external}, {@code winofuzz.fuzz.files}, {@code
 * winofuzz.fuzz.finding}, {@code winofuzz.fuzz.fleet}, {@code winofuzz.fuzz.gate}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.history}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.json}, {@code winofuzz.fuzz.lab}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.page}, {@code winofuzz.fuzz.programs}, {@code
 * winofuzz.fuzz.programs.campaign}, {@code winofuzz.fuzz.prove}, {@code
 * winofuzz.fuzz.prove.shapes}, {@code winofuzz.fuzz.report}, {@code winofuzz.fuzz.rules}, {@code
 * winofuzz.fuzz.selftest}, {@code winofuzz.fuzz.serve}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.fuzz.story}, {@code winofuzz.fuzz.terminal}, {@code winofuzz.interpret}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.metal.bundle}, {@code winofuzz.metal.msl},
 * {@code winofuzz.metal.session}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.cli;

import org.jspecify.annotations.NullMarked;
