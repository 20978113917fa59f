// This machine for Metal's types: how functions are declared, what a half is.
#define METAL_FUNCTION inline __attribute__((always_inline))
#ifdef __FLT16_MANT_DIG__
#define METAL_HAS_HALF
namespace metal { typedef _Float16 half; }
#endif
