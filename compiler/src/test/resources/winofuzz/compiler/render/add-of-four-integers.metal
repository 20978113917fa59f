#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device int* data0_64, device int* data1_64, device int* data2_64, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  int lidx0 = lid.x; /* 16 */
  int alu0 = lidx0<<2;
  int val0 = *(data1_64+alu0);
  int val1 = *(data2_64+alu0);
  int alu1 = alu0+1;
  int val2 = *(data1_64+alu1);
  int val3 = *(data2_64+alu1);
  int alu2 = alu0+2;
  int val4 = *(data1_64+alu2);
  int val5 = *(data2_64+alu2);
  int alu3 = alu0+3;
  int val6 = *(data1_64+alu3);
  int val7 = *(data2_64+alu3);
  *(data0_64+alu0) = val0+val1;
  *(data0_64+alu1) = val2+val3;
  *(data0_64+alu2) = val4+val5;
  *(data0_64+alu3) = val6+val7;
}
