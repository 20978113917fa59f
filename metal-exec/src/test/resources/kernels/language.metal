#include <metal_stdlib>
using namespace metal;
#define LANES 32
#define TWICE(x) ((x) * 2)
#if defined(LANES) && LANES > 16
constant float weights[4] = {0.5f, 1.0h, 2, -1.0f};
#endif
typedef device const float* input;
int3 mixed(uchar a, short b, thread long& c) {
  c <<= 1;
  if (a > 3) { return int3(a, b, (int)c); }
  return int3(-b);
}
float fold(device const float* p, int n) {
  float s = 0;
  for (int i = 0, j = n; i < j; i++, --j) {
    if (i % 3 == 2) continue;
    s += p[i] * weights[i & 3];
    if (s > 100.0f || isnan(s)) break;
  }
  return s;
}
kernel void k(device float* r [[buffer(0)]], device const float* a [[buffer(1)]],
              constant float& scale [[buffer(2)]], uint i [[thread_position_in_grid]],
              ushort lane [[thread_index_in_simdgroup]]) {
  long big = 1ll << 40;
  int3 v = mixed((uchar)i, (short)lane, big);
  half2 h = half2(v.x, 1.5h) + (half)0.25f;
  bfloat b = (bfloat)h.y;
  uint bits = as_type<uint>(scale) ^ (uint)TWICE(LANES);
  float total = simd_sum((float)lane);
  do { total -= 1.0f; } while (total > 10.0f);
  float4 w = float4(total, float2(h), b).wzyx;
  w.xy *= select(w.zw, w.xy, w.xy > 0.0f);
  device const float* p = i > 3u ? a + i : a;
  int steps = 0;
  while (steps < 3 && *p++ == 0.0f) steps++;
  r[i] = dot(w, w) + fold(a, 7) + (float)(bits & 7u) + clamp(p[0], 0.0f, 1.0f) + fma(w.x, w.y, precise::sin(w.z));
}
