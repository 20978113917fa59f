/**
 * The devices of this machine, by name, and how each computes.
 *
 * <p>Start at {@link winofuzz.fuzz.devices.DeviceList}.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.isolate}, {@code winofuzz.number}.
 */
@NullMarked
package winofuzz.fuzz.devices;

import org.jspecify.annotations.NullMarked;
