/**
 * Pages that people read: the report of a run as HTML, an issue as Markdown, pictures as SVG. Made
 * by templates from the data of stories and runs.
 *
 * <p>Start at {@link winofuzz.fuzz.page.StoryPages}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.campaign}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.grid}, {@code winofuzz.fuzz.json}, {@code winofuzz.fuzz.story}, {@code
 * winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.page;

import org.jspecify.annotations.NullMarked;
