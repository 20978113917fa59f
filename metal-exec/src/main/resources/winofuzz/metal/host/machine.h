// This machine for Metal's types: how functions are declared, what a half is.
#define METAL_FUNCTION inline __attribute__((always_inline))
#define METAL_CONSTANT const
#define METAL_COPY __builtin_memcpy
#define METAL_BUILTIN(f) __builtin_##f
#ifdef __FLT16_MANT_DIG__
#define METAL_HAS_HALF
namespace metal { typedef _Float16 half; }
#endif
