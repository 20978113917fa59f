/**
 * Devices in processes of their own, so that a kernel that crashes or hangs ends that process and
 * becomes an outcome here.
 *
 * <p>{@link winofuzz.metal.isolate.IsolatedDevice} stands for a device of {@link
 * winofuzz.metal.isolate.DeviceCatalog} and hands launches to {@link
 * winofuzz.metal.isolate.Worker}s.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.apple}, {@code
 * winofuzz.metal.bundle}, {@code winofuzz.metal.cuda}, {@code winofuzz.metal.host}, {@code
 * winofuzz.metal.launch}, {@code winofuzz.metal.msl}, {@code winofuzz.metal.sim}.
 */
@NullMarked
package winofuzz.metal.isolate;

import org.jspecify.annotations.NullMarked;
