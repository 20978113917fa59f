/**
 * Looks into cases that are too large to be run as a whole: some threadgroups run, over memory of
 * which there is only what they touch, and what they write is held to the promise of the
 * convolution.
 *
 * <p>Start at {@link winofuzz.fuzz.sparse.SparseRun}.
 *
 * <p>May depend on {@code winofuzz.bounds}, {@code winofuzz.convolution}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}.
 */
@NullMarked
package winofuzz.fuzz.sparse;

import org.jspecify.annotations.NullMarked;
