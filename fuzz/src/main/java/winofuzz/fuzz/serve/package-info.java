/**
 * A device that runs kernels for other processes: {@code docs/device-server.md} describes what they
 * say to it.
 *
 * <p>Start at {@link winofuzz.fuzz.serve.DeviceServer}.
 *
 * <p>May depend on {@code winofuzz.fuzz.cases}, {@code winofuzz.fuzz.json}, {@code winofuzz.metal},
 * {@code winofuzz.metal.msl}, {@code winofuzz.metal.session}, {@code winofuzz.metal.sim}.
 */
@NullMarked
package winofuzz.fuzz.serve;

import org.jspecify.annotations.NullMarked;
