/**
 * The devices of this machine, by name, and how each computes.
 *
 * <p>May depend on {@code winofuzz.number}, {@code winofuzz.metal}, {@code winofuzz.metal.isolate}.
 */
@NullMarked
package winofuzz.fuzz.devices;

import org.jspecify.annotations.NullMarked;
