#include <metal_stdlib>
using namespace metal;
float2 __WMMA_8_8_8_float_float(float2 a, float2 b, float2 c){
  simdgroup_float8x8 mat_a, mat_b; simdgroup_float8x8 mat_c;
  mat_a.thread_elements()[0] = a[0]; mat_b.thread_elements()[0] = b[0]; mat_c.thread_elements()[0] = c[0];
  mat_a.thread_elements()[1] = a[1]; mat_b.thread_elements()[1] = b[1]; mat_c.thread_elements()[1] = c[1];
  simdgroup_multiply_accumulate(mat_c, mat_a, mat_b, mat_c);
  return float2(mat_c.thread_elements()[0], mat_c.thread_elements()[1]);
}
kernel void k(device float* data0, device float* data1, device float* data2, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  float acc0[2];
  int gidx0 = gid.x;
  int lidx0 = lid.x;
  *(acc0+0) = 0.0f;
  *(acc0+1) = 0.0f;
  int alu0 = (((lidx0&1)<<1)+(((lidx0>>1)&3)<<3)+(((lidx0>>3)&1)<<2)+((lidx0>>4)<<5));
  for (int ridx0 = 0; ridx0 < 2; ridx0++) {
    float2 val0 = (*((device float2*)((data1+((ridx0<<6)+alu0)))));
    float2 val1 = (*((device float2*)((data2+((ridx0<<6)+alu0)))));
    float2 wmma0 = __WMMA_8_8_8_float_float(val0, val1, float2((*(acc0+0)),(*(acc0+1))));
    *(acc0+0) = wmma0.x;
    *(acc0+1) = wmma0.y;
  }
  if (gidx0 == 0) { *((device float2*)((data0+alu0))) = float2((*(acc0+0)),(*(acc0+1))); }
}
