/**
 * One way to read and write JSON documents, as records.
 *
 * <p>Start at {@link winofuzz.fuzz.json.Json}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.inputs}, {@code
 * winofuzz.fuzz.coverage}, {@code winofuzz.fuzz.oracle}, {@code winofuzz.convolution}, {@code
 * winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.json;

import org.jspecify.annotations.NullMarked;
