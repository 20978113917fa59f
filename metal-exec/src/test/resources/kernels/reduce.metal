#include <metal_stdlib>
using namespace metal;
kernel void k(device float* data0, device float* data1, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  threadgroup __attribute__((aligned(16))) float temp0[32];
  float acc0[1];
  int lidx0 = lid.x;
  *(acc0+0) = 0.0f;
  for (int ridx0 = 0; ridx0 < 4; ridx0++) {
    float4 val0 = (*((device float4*)((data1+(ridx0<<2)))));
    *(acc0+0) = ((*(acc0+0))+val0.x+val0.y+(val0.z*exp2(val0.w)));
  }
  *(temp0+lidx0) = (*(acc0+0));
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if ((((bool)(lidx0))!=1)) {
    float total = 0.0f;
    for (int ridx1 = 0; ridx1 < 32; ridx1++) {
      total = total + (*(temp0+ridx1));
    }
    for (int ridx2 = 0; ridx2 < 32; ridx2++) {
      *(data0+((gid.x<<5)+ridx2)) = (1/sqrt(((total*0.015625f)+1e-05f)));
    }
  }
}
