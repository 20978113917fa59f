#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0_185, device float* data1_185, device float* data2_185, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  int gidx0 = gid.x; /* 185 */
  float val0 = *(data1_185+gidx0);
  float val1 = *(data2_185+gidx0);
  *(data0_185+gidx0) = val0+val1;
}
