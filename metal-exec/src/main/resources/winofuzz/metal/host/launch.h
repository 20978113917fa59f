// One launch of a kernel on this machine: where a lane stands, what it is given.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

namespace metal {

// What the caller asks for; laid out as NativeLaunch writes it.
struct launch {
  void* const* buffers;
  void* const* function_constants;
  uint threadgroups[3];
  uint threads[3];
  // The part of the grid to run, in threadgroups.
  ulong first, count;
  // Bytes of each threadgroup argument.
  uint threadgroup_bytes[31];
};

// How a run ended; laid out as NativeLaunch reads it.
struct ending {
  int divergent;
  uint line, lane;
  ulong threadgroup;
};

// Three numbers that become whatever type of position a kernel asks for.
struct extent {
  uint x, y, z;
  operator uint() const { return x; }
  operator ushort() const { return (ushort)x; }
  operator uint2() const { return uint2(x, y); }
  operator uint3() const { return uint3(x, y, z); }
  operator ushort2() const { return ushort2(x, y); }
  operator ushort3() const { return ushort3(x, y, z); }
};

// A buffer that becomes a pointer of whatever type a kernel asks for, or a reference to what is there.
struct untyped_pointer {
  void* address;
  template <class T> operator T*() const { return (T*)address; }
};
struct untyped_reference {
  void* address;
  template <class T> operator T&() const { return *(T*)address; }
};

// Gives a function constant its value.
template <class T> inline void give(T& constant, const void* value) { memcpy(&constant, value, sizeof(T)); }

const int simdgroup_width = 32;

// Where one lane stands.
struct position {
  const launch* job;
  ulong threadgroup;
  uint lane;
  void* const* threadgroup_memory;

  static extent at(ulong index, const uint* size) {
    return {(uint)(index % size[0]), (uint)(index / size[0] % size[1]), (uint)(index / ((ulong)size[0] * size[1]))};
  }
  static extent whole(const uint* size) { return {size[0], size[1], size[2]}; }
  uint lanes() const { return job->threads[0] * job->threads[1] * job->threads[2]; }
  uint simdgroups() const { return (lanes() + simdgroup_width - 1) / simdgroup_width; }
  extent thread_position_in_grid() const {
    extent group = threadgroup_position_in_grid(), thread = thread_position_in_threadgroup();
    const uint* threads = job->threads;
    return {group.x * threads[0] + thread.x, group.y * threads[1] + thread.y, group.z * threads[2] + thread.z};
  }
  extent thread_position_in_threadgroup() const { return at(lane, job->threads); }
  extent thread_index_in_threadgroup() const { return {lane, 0, 0}; }
  extent thread_index_in_simdgroup() const { return {lane % simdgroup_width, 0, 0}; }
  extent threadgroup_position_in_grid() const { return at(threadgroup, job->threadgroups); }
  extent threadgroups_per_grid() const { return whole(job->threadgroups); }
  extent threads_per_grid() const {
    const uint *groups = job->threadgroups, *threads = job->threads;
    return {groups[0] * threads[0], groups[1] * threads[1], groups[2] * threads[2]};
  }
  extent threads_per_threadgroup() const { return whole(job->threads); }
  extent dispatch_threads_per_threadgroup() const { return whole(job->threads); }
  extent threads_per_simdgroup() const { return {(uint)simdgroup_width, 0, 0}; }
  extent thread_execution_width() const { return {(uint)simdgroup_width, 0, 0}; }
  extent simdgroup_index_in_threadgroup() const { return {lane / simdgroup_width, 0, 0}; }
  extent simdgroups_per_threadgroup() const { return {simdgroups(), 0, 0}; }
  extent dispatch_simdgroups_per_threadgroup() const { return {simdgroups(), 0, 0}; }
};

typedef void (*lane_body)(const position&);

// The lane that runs now on this thread of the machine.
static thread_local uint current_lane;

// The threadgroup arguments of one threadgroup at a time.
struct threadgroup_arguments {
  void* memory[31];
  explicit threadgroup_arguments(const launch& job) {
    for (int i = 0; i < 31; i++) memory[i] = job.threadgroup_bytes[i] == 0 ? nullptr : malloc(job.threadgroup_bytes[i]);
  }
  ~threadgroup_arguments() {
    for (void* block : memory) free(block);
  }
};

// Runs lanes that never wait for one another, one after the other.
inline void run_alone(lane_body body, const launch& job) {
  threadgroup_arguments arguments(job);
  uint lanes = job.threads[0] * job.threads[1] * job.threads[2];
  for (ulong group = job.first; group < job.first + job.count; group++) {
    for (uint lane = 0; lane < lanes; lane++) {
      current_lane = lane;
      body(position{&job, group, lane, arguments.memory});
    }
  }
}

template <class T, class S> inline void simdgroup_load(simdgroup_matrix<T, 8, 8>& matrix, const S* from, ulong stride = 8) {
  uint lane = current_lane % simdgroup_width;
  from += matrix_row(lane) * stride + matrix_column(lane);
  matrix.elements = vec<T, 2>(from[0], from[1]);
}
template <class T, class S> inline void simdgroup_store(const simdgroup_matrix<T, 8, 8>& matrix, S* to, ulong stride = 8) {
  uint lane = current_lane % simdgroup_width;
  to += matrix_row(lane) * stride + matrix_column(lane);
  to[0] = matrix.elements[0];
  to[1] = matrix.elements[1];
}

// Atomics: other threadgroups may run on other threads of the machine.
template <class T, class F> inline T atomically(const atomic<T>* target, F change) {
  T* at = const_cast<T*>(&target->value);
  T before, after;
  __atomic_load(at, &before, __ATOMIC_RELAXED);
  do {
    after = change(before);
  } while (!__atomic_compare_exchange(at, &before, &after, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return before;
}
template <class T> inline T atomic_load_explicit(const atomic<T>* target, int) {
  T value;
  __atomic_load(&target->value, &value, __ATOMIC_RELAXED);
  return value;
}
template <class T, class S> inline void atomic_store_explicit(atomic<T>* target, S value, int) {
  T with = (T)value;
  __atomic_store(&target->value, &with, __ATOMIC_RELAXED);
}
#define METAL_ATOMIC(name, expression) \
  template <class T, class S> inline T name(atomic<T>* target, S value, int) { \
    T y = (T)value; \
    return atomically(target, [&](T x) { return (T)(expression); }); \
  }
METAL_ATOMIC(atomic_exchange_explicit, ((void)x, y))
METAL_ATOMIC(atomic_fetch_add_explicit, x + y)
METAL_ATOMIC(atomic_fetch_sub_explicit, x - y)
METAL_ATOMIC(atomic_fetch_max_explicit, max(x, y))
METAL_ATOMIC(atomic_fetch_min_explicit, min(x, y))
METAL_ATOMIC(atomic_fetch_and_explicit, x & y)
METAL_ATOMIC(atomic_fetch_or_explicit, x | y)
METAL_ATOMIC(atomic_fetch_xor_explicit, x ^ y)
#undef METAL_ATOMIC

}  // namespace metal
