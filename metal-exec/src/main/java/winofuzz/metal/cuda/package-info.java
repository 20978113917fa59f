/**
 * The device that runs kernels on an NVIDIA GPU: Metal text translated to CUDA C++, compiled by
 * NVRTC, launched by the driver.
 *
 * <p>{@link winofuzz.metal.cuda.CudaText} is the translation and needs no GPU. Native calls go
 * through JNA.
 *
 * <p>May depend on {@code winofuzz.metal}, {@code winofuzz.metal.cxx}, {@code
 * winofuzz.metal.launch}, {@code winofuzz.metal.msl}.
 */
@NullMarked
package winofuzz.metal.cuda;

import org.jspecify.annotations.NullMarked;
