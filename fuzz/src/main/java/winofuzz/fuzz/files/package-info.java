/**
 * Reads and writes files so that neither a strange file nor a full disk does harm.
 *
 * <p>Start at {@link winofuzz.fuzz.files.InputFile}, then {@link winofuzz.fuzz.files.AtomicFiles}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}.
 */
@NullMarked
package winofuzz.fuzz.files;

import org.jspecify.annotations.NullMarked;
