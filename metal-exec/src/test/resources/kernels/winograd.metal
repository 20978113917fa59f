#include <metal_stdlib>
using namespace metal;
#pragma METAL fp contract(off)
kernel void k(device float* data0, device float* data1, device float* data2, uint3 gid [[threadgroup_position_in_grid]], uint3 lid [[thread_position_in_threadgroup]]) {
  float acc0[4];
  int gidx0 = gid.x; /* 2 */
  int lidx0 = lid.x; /* 32 */
  int alu0 = ((gidx0<<5)+lidx0);
  bool alu1 = ((lidx0%6)<5);
  bool cast0 = ((bool)(gidx0));
  *(acc0+0) = 0.0f;
  *(acc0+1) = 0.0f;
  *(acc0+2) = 0.0f;
  *(acc0+3) = 0.0f;
  float alu2 = (cast0?0.0f:-5.0f);
  float alu3 = ((lidx0!=1)?0.16666666666666666f:4.0f);
  for (int ridx0 = 0; ridx0 < 2; ridx0++) {
    float val0 = ((alu1&(0<lidx0))?*(data1+((ridx0*18)+alu0+-1)):0.0f);
    float val1 = (*(data2+(alu0+3)));
    *(acc0+0) = ((*(acc0+0))+(val0*alu2)+(val1*alu3));
    *(acc0+1) = ((*(acc0+1))+(val0*val1*0.041666666666666664f));
    *(acc0+2) = ((*(acc0+2))+val0);
    *(acc0+3) = ((*(acc0+3))+((val0*-1.0f)+(val1*2.0f)));
  }
  *(data0+alu0) = ((*(acc0+0))+(*(acc0+1))+((*(acc0+2))*(*(acc0+3))));
}
