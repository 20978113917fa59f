kernel void k(device float* o) { o[0] = 1.0f; }
