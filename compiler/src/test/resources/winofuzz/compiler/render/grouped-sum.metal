#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0_4, device float* data1_2048, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  threadgroup __attribute__((aligned(16))) float temp0[16];
  float acc0[1];
  float acc1[1];
  int gidx0 = gid.x; /* 4 */
  int lidx0 = lid.x; /* 16 */
  *(acc0+0) = 0.0f;
  int alu0 = lidx0<<5;
  int alu1 = gidx0<<9;
  for (int ridx2 = 0; ridx2 < 32; ridx2++) {
    float val0 = *(data1_2048+(alu0+ridx2+alu1));
    *(acc0+0) = (*(acc0+0))+val0;
  }
  *(temp0+lidx0) = *(acc0+0);
  threadgroup_barrier(mem_flags::mem_threadgroup);
  if (lidx0==0) {
    *(acc1+0) = 0.0f;
    for (int ridx101 = 0; ridx101 < 16; ridx101++) {
      float val1 = *(temp0+ridx101);
      *(acc1+0) = (*(acc1+0))+val1;
    }
    *(data0_4+gidx0) = *(acc1+0);
  }
}
