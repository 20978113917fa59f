#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0_60, device float* data1_35, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  int gidx0 = gid.x; /* 5 */
  int lidx0 = lid.x; /* 2 */
  int alu0 = lidx0*6;
  int alu1 = (gidx0*7)+alu0;
  bool alu2 = 0<lidx0;
  float val0 = alu2?*(data1_35+(alu1+-2)):0.0f;
  float val1 = alu2?*(data1_35+(alu1+-1)):0.0f;
  float val2 = *(data1_35+alu1);
  bool alu3 = lidx0<1;
  float val3 = alu3?*(data1_35+(alu1+1)):0.0f;
  float val4 = alu3?*(data1_35+(alu1+2)):0.0f;
  float val5 = alu3?*(data1_35+(alu1+3)):0.0f;
  int alu4 = (gidx0*12)+alu0;
  *((device float2*)(data0_60+alu4)) = float2(val0,val1);
  *((device float2*)(data0_60+(alu4+2))) = float2(val2,val3);
  *((device float2*)(data0_60+(alu4+4))) = float2(val4,val5);
}
