/**
 * Reads and writes JSON documents as records, in one way.
 *
 * <p>Start at {@link winofuzz.fuzz.json.Json}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.cases}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.files}, {@code winofuzz.fuzz.finding}, {@code
 * winofuzz.fuzz.inputs}, {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.json;

import org.jspecify.annotations.NullMarked;
