/**
 * What there is to tell of a finding: why it is wrong, where, on which elements, and what would
 * make it right.
 *
 * <p>Start at {@link winofuzz.fuzz.story.Story}, the data, and {@link
 * winofuzz.fuzz.story.Storyteller}, which finds it out. Causes are found by hypotheses: {@link
 * winofuzz.fuzz.story.Explanation} lists the mistakes that are tried.
 *
 * <p>May depend on {@code winofuzz.bounds}, {@code winofuzz.convolution}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.fault}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.inputs}, {@code winofuzz.fuzz.lowering}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}, {@code winofuzz.interpret}, {@code
 * winofuzz.ir}, {@code winofuzz.metal}, {@code winofuzz.metal.bundle}, {@code winofuzz.metal.sim},
 * {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.story;

import org.jspecify.annotations.NullMarked;
