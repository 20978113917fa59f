#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device int* data0_50, device int* data1_50, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  int gidx0 = gid.x; /* 50 */
  int val0 = *(data1_50+gidx0);
  int alu0 = (val0<0)?0:val0;
  int alu1 = (alu0<0)?1:0;
  int alu2 = ((int)((((long)(alu0))*2454267027ll)>>34ll))+alu1;
  int alu3 = (alu2<0)?3:0;
  int alu4 = alu2+(((alu2+alu3)>>2)*-4);
  if (gidx0!=3) {
    *(data0_50+gidx0) = alu4;
  }
}
