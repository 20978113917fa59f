// Barriers, simdgroups and atomics on an NVIDIA GPU, whose warps are simdgroups: 32 threads in the same order.

namespace metal {

METAL_FUNCTION uint lane_in_threadgroup() {
  return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
}
METAL_FUNCTION int lane_in_simdgroup() { return (int)(lane_in_threadgroup() % simdgroup_width); }

METAL_FUNCTION void threadgroup_barrier(int) { __syncthreads(); }
METAL_FUNCTION void simdgroup_barrier(int) { __syncwarp(__activemask()); }

// The value that another thread of those in the mask has, whatever its type, word by word.
template <class T> METAL_FUNCTION T value_of(const T& value, int lane, uint mask) {
  const int words = (sizeof(T) + 3) / 4;
  uint parts[words] = {};
  METAL_COPY(parts, &value, sizeof(T));
  for (int i = 0; i < words; i++) parts[i] = __shfl_sync(mask, parts[i], lane);
  T result;
  METAL_COPY(&result, parts, sizeof(T));
  return result;
}
METAL_FUNCTION bool has(uint mask, long lane) { return lane >= 0 && lane < simdgroup_width && (mask >> lane & 1); }

// Combines from the lowest lane up; a prefix keeps for each lane what was combined so far.
template <class T, class F> METAL_FUNCTION T reduce(const T& value, F combine, bool prefix, bool inclusive) {
  uint mask = __activemask();
  int self = lane_in_simdgroup();
  bool started = false;
  T total = T(), result = T();
  for (int lane = 0; lane < simdgroup_width; lane++) {
    if (!has(mask, lane)) continue;
    T next = value_of(value, lane, mask);
    if (!inclusive && lane == self) result = total;
    total = started ? combine(total, next) : next;
    started = true;
    if (inclusive && lane == self) result = total;
  }
  return prefix ? result : total;
}
#define METAL_REDUCTION(name, expression, prefix, inclusive) \
  struct name##_step { \
    template <class T> METAL_FUNCTION T operator()(T x, T y) const { return (T)(expression); } \
  }; \
  template <class T> METAL_FUNCTION T name(T value) { return reduce(value, name##_step(), prefix, inclusive); }
METAL_REDUCTION(simd_sum, x + y, false, false)
METAL_REDUCTION(simd_product, x * y, false, false)
METAL_REDUCTION(simd_max, max(x, y), false, false)
METAL_REDUCTION(simd_min, min(x, y), false, false)
METAL_REDUCTION(simd_and, x & y, false, false)
METAL_REDUCTION(simd_or, x | y, false, false)
METAL_REDUCTION(simd_xor, x ^ y, false, false)
METAL_REDUCTION(simd_prefix_inclusive_sum, x + y, true, true)
METAL_REDUCTION(simd_prefix_exclusive_sum, x + y, true, false)
#undef METAL_REDUCTION
METAL_FUNCTION bool simd_all(bool value) { return __all_sync(__activemask(), value); }
METAL_FUNCTION bool simd_any(bool value) { return __any_sync(__activemask(), value); }

#define METAL_SHUFFLE(name, source) \
  template <class T> METAL_FUNCTION T name(T value, int d) { \
    uint mask = __activemask(); \
    long lane = lane_in_simdgroup(), from = source; \
    return value_of(value, has(mask, from) ? (int)from : (int)lane, mask); \
  }
METAL_SHUFFLE(simd_shuffle, d)
METAL_SHUFFLE(simd_broadcast, d)
METAL_SHUFFLE(simd_shuffle_xor, lane ^ d)
METAL_SHUFFLE(simd_shuffle_up, lane - d)
METAL_SHUFFLE(simd_shuffle_down, lane + d)
METAL_SHUFFLE(simd_shuffle_rotate_up, (lane - d) & (simdgroup_width - 1))
METAL_SHUFFLE(simd_shuffle_rotate_down, (lane + d) & (simdgroup_width - 1))
#undef METAL_SHUFFLE
template <class T> METAL_FUNCTION T shuffled_and_filled(T value, T fill, int by, int width) {
  uint mask = __activemask();
  int lane = lane_in_simdgroup(), lowest = lane / width * width, from = lane - lowest + by;
  bool within = from >= 0 && from < width;
  int source = lowest + (within ? from : from < 0 ? from + width : from - width);
  if (!has(mask, source)) source = lane;
  T shuffled = value_of(value, source, mask), filled = value_of(fill, source, mask);
  return within ? shuffled : filled;
}
template <class T, class U>
METAL_FUNCTION T simd_shuffle_and_fill_up(T value, U fill, int d, int width = simdgroup_width) {
  return shuffled_and_filled(value, (T)fill, -d, width);
}
template <class T, class U>
METAL_FUNCTION T simd_shuffle_and_fill_down(T value, U fill, int d, int width = simdgroup_width) {
  return shuffled_and_filled(value, (T)fill, d, width);
}
template <class T> METAL_FUNCTION T simd_broadcast_first(T value) {
  uint mask = __activemask();
  return value_of(value, __ffs((int)mask) - 1, mask);
}

// A left fold from the accumulator, every product and every sum rounded, as the simulator computes.
template <class T, class A, class B>
METAL_FUNCTION vec<T, 2> multiplied(const simdgroup_matrix<A, 8, 8>& a, const simdgroup_matrix<B, 8, 8>& b, float c0, float c1) {
  const uint mask = 0xffffffffu;
  int row = matrix_row(lane_in_simdgroup()), column = matrix_column(lane_in_simdgroup());
  float sum[2] = {c0, c1};
  for (int k = 0; k < 8; k++) {
    vec<A, 2> left = value_of(a.elements, matrix_lane(row, k), mask);
    vec<B, 2> right = value_of(b.elements, matrix_lane(k, column), mask);
    for (int e = 0; e < 2; e++) sum[e] = __fadd_rn(sum[e], __fmul_rn((float)left[k & 1], (float)right[e]));
  }
  return vec<T, 2>(sum[0], sum[1]);
}
template <class T, class A, class B, class C>
METAL_FUNCTION void simdgroup_multiply_accumulate(simdgroup_matrix<T, 8, 8>& d, simdgroup_matrix<A, 8, 8> a, simdgroup_matrix<B, 8, 8> b, simdgroup_matrix<C, 8, 8> c) {
  d.elements = multiplied<T>(a, b, (float)c.elements[0], (float)c.elements[1]);
}
template <class T, class A, class B>
METAL_FUNCTION void simdgroup_multiply(simdgroup_matrix<T, 8, 8>& d, simdgroup_matrix<A, 8, 8> a, simdgroup_matrix<B, 8, 8> b) {
  d.elements = multiplied<T>(a, b, 0, 0);
}

template <class T, class F> METAL_FUNCTION T atomically(const atomic<T>* target, T value, F change) {
  uint* at = (uint*)&target->value;
  uint before = *(volatile uint*)at, expected;
  do {
    expected = before;
    before = atomicCAS(at, expected, as_type<uint>(change(as_type<T>(expected), value)));
  } while (before != expected);
  return as_type<T>(before);
}
#define METAL_ATOMIC(name, expression) \
  struct name##_step { \
    template <class T> METAL_FUNCTION T operator()(T x, T y) const { return (T)(expression); } \
  }; \
  template <class T, class S> METAL_FUNCTION T name(atomic<T>* target, S value, int) { \
    return atomically(target, converted<T>(value), name##_step()); \
  }
METAL_ATOMIC(atomic_exchange_explicit, y)
METAL_ATOMIC(atomic_fetch_add_explicit, x + y)
METAL_ATOMIC(atomic_fetch_sub_explicit, x - y)
METAL_ATOMIC(atomic_fetch_max_explicit, max(x, y))
METAL_ATOMIC(atomic_fetch_min_explicit, min(x, y))
METAL_ATOMIC(atomic_fetch_and_explicit, x & y)
METAL_ATOMIC(atomic_fetch_or_explicit, x | y)
METAL_ATOMIC(atomic_fetch_xor_explicit, x ^ y)
#undef METAL_ATOMIC
template <class T, class S>
METAL_FUNCTION bool atomic_compare_exchange_weak_explicit(atomic<T>* target, T* expected, S value, int, int) {
  uint wanted = as_type<uint>(*expected);
  uint before = atomicCAS((uint*)&target->value, wanted, as_type<uint>(converted<T>(value)));
  *expected = as_type<T>(before);
  return before == wanted;
}
template <class T> METAL_FUNCTION T atomic_load_explicit(const atomic<T>* target, int) {
  return *(const volatile T*)&target->value;
}
template <class T, class S> METAL_FUNCTION void atomic_store_explicit(atomic<T>* target, S value, int) {
  *(volatile T*)&target->value = converted<T>(value);
}

// Where this thread stands; the threadgroup arguments lie one after the other in the block's memory.
struct threadgroup_arguments {
  void* memory[31];
  METAL_FUNCTION threadgroup_arguments(const launch& job, char* pool) {
    for (int i = 0; i < 31; i++) {
      memory[i] = pool;
      pool += (job.threadgroup_bytes[i] + 15) / 16 * 16;
    }
  }
};
METAL_FUNCTION position here(const launch& job, const threadgroup_arguments& arguments) {
  ulong group = blockIdx.x + (ulong)gridDim.x * (blockIdx.y + (ulong)gridDim.y * blockIdx.z);
  return position{&job, group, lane_in_threadgroup(), arguments.memory};
}

}  // namespace metal
