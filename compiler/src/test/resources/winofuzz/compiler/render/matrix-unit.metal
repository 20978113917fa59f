#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
float2 wmma_8_8_8_half_float(half2 a, half2 b, float2 c) {
  simdgroup_half8x8 left, right;
  simdgroup_float8x8 sum;
  left.thread_elements()[0] = a[0];
  left.thread_elements()[1] = a[1];
  right.thread_elements()[0] = b[0];
  right.thread_elements()[1] = b[1];
  sum.thread_elements()[0] = c[0];
  sum.thread_elements()[1] = c[1];
  simdgroup_multiply_accumulate(sum, left, right, sum);
  return float2(sum.thread_elements()[0], sum.thread_elements()[1]);
}
kernel void k(device float* data0_64, device half* data1_64, device half* data2_64, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  int lidx0 = lid.x; /* 32 */
  int alu0 = ((lidx0>>4)<<5)+(((lidx0>>1)&3)<<3)+(((lidx0&1)<<1)+(((lidx0>>3)&1)<<2));
  half2 val0 = *((device half2*)(data1_64+alu0));
  half2 val1 = *((device half2*)(data2_64+alu0));
  float2 wmma0 = wmma_8_8_8_half_float(val0,val1,float2(0.0f,0.0f));
  *((device float2*)(data0_64+alu0)) = wmma0;
}
