/**
 * What must hold of a case, and whether it does.
 *
 * <p>Start at {@link winofuzz.fuzz.oracle.Assertions}, the list of what the product promises. Then
 * {@link winofuzz.fuzz.oracle.Subject}, what an assertion looks at. Compiler and device come in
 * through {@link winofuzz.fuzz.oracle.Workbench} alone.
 *
 * <p>May depend on {@code winofuzz.bounds}, {@code winofuzz.convolution}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.devices}, {@code winofuzz.fuzz.fault}, {@code
 * winofuzz.fuzz.finding}, {@code winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.lowering}, {@code winofuzz.fuzz.prove}, {@code winofuzz.fuzz.shrink}, {@code
 * winofuzz.fuzz.sparse}, {@code winofuzz.interpret}, {@code winofuzz.ir}, {@code winofuzz.metal},
 * {@code winofuzz.metal.bundle}, {@code winofuzz.number}, {@code winofuzz.work}.
 */
@NullMarked
package winofuzz.fuzz.oracle;

import org.jspecify.annotations.NullMarked;
