/**
 * What there is to tell of a finding: why it is wrong, where, on which elements, and what would make
 * it right.
 *
 * <p>Start at {@link winofuzz.fuzz.story.Story}, the data, and {@link
 * winofuzz.fuzz.story.Storyteller}, which finds it out. Causes are found by hypotheses: {@link
 * winofuzz.fuzz.story.Explanation} lists the mistakes that are tried.
 *
 * <p>May depend on {@code winofuzz.convolution}.
 */
@NullMarked
package winofuzz.fuzz.story;

import org.jspecify.annotations.NullMarked;
