/**
 * Who uses the folder of a run: one process at a time.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.files}, {@code
 * winofuzz.fuzz.json}.
 */
@NullMarked
package winofuzz.fuzz.lock;

import org.jspecify.annotations.NullMarked;
