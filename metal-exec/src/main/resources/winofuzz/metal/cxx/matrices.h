// Loads and stores of 8x8 matrices. The includer defines lane_in_simdgroup before.

namespace metal {

template <class T, class S> METAL_FUNCTION void simdgroup_load(simdgroup_matrix<T, 8, 8>& matrix, const S* from, ulong stride = 8) {
  int lane = lane_in_simdgroup();
  from += matrix_row(lane) * stride + matrix_column(lane);
  matrix.elements = vec<T, 2>(from[0], from[1]);
}
template <class T, class S> METAL_FUNCTION void simdgroup_store(const simdgroup_matrix<T, 8, 8>& matrix, S* to, ulong stride = 8) {
  int lane = lane_in_simdgroup();
  to += matrix_row(lane) * stride + matrix_column(lane);
  to[0] = matrix.elements[0];
  to[1] = matrix.elements[1];
}

}  // namespace metal
