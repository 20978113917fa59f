#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0_7, device float* data1_231, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  float acc0[1];
  int gidx0 = gid.x; /* 7 */
  *(acc0+0) = 0.0f;
  int alu0 = gidx0*33;
  for (int ridx1 = 0; ridx1 < 11; ridx1++) {
    int alu1 = alu0+(ridx1*3);
    float val0 = *(data1_231+alu1);
    float val1 = *(data1_231+(alu1+1));
    float val2 = *(data1_231+(alu1+2));
    *(acc0+0) = (*(acc0+0))+val0+val1+val2;
  }
  *(data0_7+gidx0) = *(acc0+0);
}
