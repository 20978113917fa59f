// An NVIDIA GPU for Metal's types. Half is computed in float and rounded, which is what its own type does.
#define METAL_FUNCTION __device__ __forceinline__
#define METAL_CONSTANT constexpr
#define METAL_COPY metal_cuda::copy
#define METAL_BUILTIN(f) metal_cuda::f

namespace metal_cuda {
__device__ __forceinline__ void copy(void* to, const void* from, unsigned long size) { ::memcpy(to, from, size); }
constexpr float inff() { return __builtin_bit_cast(float, 0x7f800000); }
constexpr float nanf(const char* text) { return __builtin_bit_cast(float, 0x7fc00000); }
#define METAL_SAME(type, name) \
  __device__ __forceinline__ type name(type x) { return ::name(x); }
METAL_SAME(double, acos) METAL_SAME(double, acosh) METAL_SAME(double, asin) METAL_SAME(double, asinh)
METAL_SAME(double, atan) METAL_SAME(double, atanh) METAL_SAME(double, cos) METAL_SAME(double, cosh)
METAL_SAME(double, exp) METAL_SAME(double, exp2) METAL_SAME(double, log) METAL_SAME(double, log10)
METAL_SAME(double, log2) METAL_SAME(double, sin) METAL_SAME(double, sinh) METAL_SAME(double, tan)
METAL_SAME(double, tanh) METAL_SAME(double, sqrt) METAL_SAME(double, rint) METAL_SAME(double, fabs)
METAL_SAME(float, ceilf) METAL_SAME(float, floorf) METAL_SAME(float, rintf) METAL_SAME(float, roundf)
METAL_SAME(float, truncf) METAL_SAME(float, fabsf) METAL_SAME(float, sqrtf)
#undef METAL_SAME
__device__ __forceinline__ double remainder(double x, double y) { return ::remainder(x, y); }
__device__ __forceinline__ double pow(double x, double y) { return ::pow(x, y); }
__device__ __forceinline__ double atan2(double x, double y) { return ::atan2(x, y); }
__device__ __forceinline__ double ldexp(double x, int y) { return ::ldexp(x, y); }
__device__ __forceinline__ float copysignf(float x, float y) { return ::copysignf(x, y); }
__device__ __forceinline__ float fmodf(float x, float y) { return ::fmodf(x, y); }
__device__ __forceinline__ float nextafterf(float x, float y) { return ::nextafterf(x, y); }
__device__ __forceinline__ float fmaf(float x, float y, float z) { return ::__fmaf_rn(x, y, z); }
__device__ __forceinline__ bool signbit(float x) { return __float_as_uint(x) >> 31; }
__device__ __forceinline__ int clzll(unsigned long x) { return ::__clzll((long long)x); }
__device__ __forceinline__ int ctzll(unsigned long x) { return ::__ffsll((long long)x) - 1; }
__device__ __forceinline__ int popcountll(unsigned long x) { return ::__popcll(x); }

struct half_format {
  __device__ __forceinline__ static float widened(unsigned short bits) {
    float value;
    asm("cvt.f32.f16 %0, %1;" : "=f"(value) : "h"(bits));
    return value;
  }
  __device__ __forceinline__ static unsigned short rounded(float value) {
    unsigned short bits;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(bits) : "f"(value));
    return bits;
  }
};

// Rounded by one instruction where there is one: compilers need a minute for the integer arithmetic of a large kernel.
struct bfloat_format {
  __device__ __forceinline__ static float widened(unsigned short bits) {
    return __uint_as_float((unsigned int)bits << 16);
  }
  __device__ __forceinline__ static unsigned short rounded(float value) {
#if __CUDA_ARCH__ >= 800
    unsigned short bits;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(bits) : "f"(value));
    return bits;
#else
    unsigned int wide = __float_as_uint(value);
    if (value != value) return (unsigned short)(wide >> 16 | 0x40);
    return (unsigned short)((wide + 0x7fff + (wide >> 16 & 1)) >> 16);
#endif
  }
};
}  // namespace metal_cuda

#define METAL_HAS_HALF
#define METAL_HALF_FORMAT metal_cuda::half_format
#define METAL_BFLOAT_FORMAT metal_cuda::bfloat_format
