/**
 * Devices in processes of their own, so that a kernel that crashes or hangs ends that process and
 * is an outcome here.
 *
 * <p>{@link winofuzz.metal.isolate.IsolatedDevice} stands for a device of {@link
 * winofuzz.metal.isolate.DeviceCatalog} and hands launches to {@link
 * winofuzz.metal.isolate.Worker}s. Depends on {@code winofuzz.metal}, its devices and {@code
 * winofuzz.metal.bundle}.
 */
@NullMarked
package winofuzz.metal.isolate;

import org.jspecify.annotations.NullMarked;
