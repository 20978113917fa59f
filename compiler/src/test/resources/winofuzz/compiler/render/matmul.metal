#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0_32, device float* data1_48, device float* data2_24, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  float acc0[8];
  int gidx0 = gid.x; /* 4 */
  int alu0 = gidx0<<3;
  *(acc0+0) = 0.0f;
  int alu1 = gidx0*12;
  *(acc0+1) = 0.0f;
  *(acc0+2) = 0.0f;
  *(acc0+3) = 0.0f;
  *(acc0+4) = 0.0f;
  *(acc0+5) = 0.0f;
  *(acc0+6) = 0.0f;
  *(acc0+7) = 0.0f;
  for (int ridx2 = 0; ridx2 < 6; ridx2++) {
    int alu2 = alu1+ridx2;
    float val0 = *(data1_48+alu2);
    float4 val1 = *((device float4*)(data2_24+(ridx2<<2)));
    float val2 = *(data1_48+(alu2+6));
    *(acc0+0) = (*(acc0+0))+(val0*val1.x);
    *(acc0+1) = (*(acc0+1))+(val0*val1.y);
    *(acc0+2) = (*(acc0+2))+(val0*val1.z);
    *(acc0+3) = (*(acc0+3))+(val0*val1.w);
    *(acc0+4) = (*(acc0+4))+(val2*val1.x);
    *(acc0+5) = (*(acc0+5))+(val2*val1.y);
    *(acc0+6) = (*(acc0+6))+(val2*val1.z);
    *(acc0+7) = (*(acc0+7))+(val2*val1.w);
  }
  *((device float4*)(data0_32+alu0)) = float4(*(acc0+0),*(acc0+1),*(acc0+2),*(acc0+3));
  *((device float4*)(data0_32+(alu0+4))) = float4(*(acc0+4),*(acc0+5),*(acc0+6),*(acc0+7));
}
