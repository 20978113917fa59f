/**
 * Counts what the loads and stores of a kernel ask of device memory: which addresses neighbouring
 * lanes touch, and how many sectors that takes.
 *
 * <p>Start at {@link winofuzz.fuzz.access.KernelAccesses}.
 *
 * <p>May depend on {@code winofuzz.ir}.
 */
@NullMarked
package winofuzz.fuzz.access;

import org.jspecify.annotations.NullMarked;
