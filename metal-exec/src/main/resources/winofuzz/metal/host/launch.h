// A launch on this machine: one lane after the other.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

namespace metal {

// How a run ended; laid out as NativeLaunch reads it.
struct ending {
  int divergent;
  uint line, lane;
  ulong threadgroup;
};

typedef void (*lane_body)(const position&);

// The lane that runs now on this thread of the machine.
static thread_local uint current_lane;

inline int lane_in_simdgroup() { return (int)(current_lane % simdgroup_width); }

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
  T with = converted<T>(value);
  __atomic_store(&target->value, &with, __ATOMIC_RELAXED);
}
template <class T, class S> inline bool atomic_compare_exchange_weak_explicit(atomic<T>* target, T* expected, S value, int, int) {
  T with = converted<T>(value);
  return __atomic_compare_exchange(&target->value, expected, &with, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}
#define METAL_ATOMIC(name, expression) \
  template <class T, class S> inline T name(atomic<T>* target, S value, int) { \
    T y = converted<T>(value); \
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
