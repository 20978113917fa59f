/**
 * The device that runs kernels on an NVIDIA GPU: Metal text translated to CUDA C++, compiled by
 * NVRTC, launched by the driver.
 *
 * <p>{@link winofuzz.metal.cuda.CudaText} is the translation and needs no GPU. Depends on {@code
 * winofuzz.metal}, {@code winofuzz.metal.msl}, {@code winofuzz.metal.cxx} and JNA.
 */
@NullMarked
package winofuzz.metal.cuda;

import org.jspecify.annotations.NullMarked;
