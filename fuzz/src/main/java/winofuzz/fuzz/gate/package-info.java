/**
 * The gate of a CI: replays the kept cases, looks for more in a short campaign, and compares what
 * both find with a baseline of known findings. Also keeps the corpus that is replayed.
 *
 * <p>Start at {@link winofuzz.fuzz.gate.Gate}, then {@link winofuzz.fuzz.gate.Keeper}.
 *
 * <p>May depend on {@code winofuzz.convolution}, {@code winofuzz.fuzz.campaign}, {@code
 * winofuzz.fuzz.cases}, {@code winofuzz.fuzz.corpus}, {@code winofuzz.fuzz.coverage}, {@code
 * winofuzz.fuzz.files}, {@code winofuzz.fuzz.finding}, {@code winofuzz.fuzz.json}, {@code
 * winofuzz.fuzz.oracle}, {@code winofuzz.fuzz.shrink}.
 */
@NullMarked
package winofuzz.fuzz.gate;

import org.jspecify.annotations.NullMarked;
