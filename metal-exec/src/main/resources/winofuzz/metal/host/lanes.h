// Lanes that wait for one another: each has a stack of its own and runs until it reaches a barrier or
// a simdgroup operation. A simdgroup's lanes run first to where each must wait; then those that wait
// at the earliest point go on together, which is how lanes that took different branches meet again. A
// point is a line and how often each loop around it has gone round. A threadgroup's barrier opens when
// every lane waits at it.
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__APPLE__)
#define METAL_SYMBOL "_metal_switch_stack"
#else
#define METAL_SYMBOL "metal_switch_stack"
#endif

extern "C" {
// Saves what a call preserves on this stack, keeps its pointer in *from, and goes on with the other.
__attribute__((visibility("hidden"))) void metal_switch_stack(void** from, void* to);
}
#if defined(__x86_64__)
asm(".text\n.globl " METAL_SYMBOL "\n" METAL_SYMBOL ":\n"
    "pushq %rbp\npushq %rbx\npushq %r12\npushq %r13\npushq %r14\npushq %r15\n"
    "movq %rsp, (%rdi)\nmovq %rsi, %rsp\n"
    "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %rbx\npopq %rbp\nret\n");
#elif defined(__aarch64__)
asm(".text\n.globl " METAL_SYMBOL "\n.balign 4\n" METAL_SYMBOL ":\n"
    "sub sp, sp, #160\n"
    "stp x19, x20, [sp, #0]\nstp x21, x22, [sp, #16]\nstp x23, x24, [sp, #32]\nstp x25, x26, [sp, #48]\n"
    "stp x27, x28, [sp, #64]\nstp x29, x30, [sp, #80]\nstp d8, d9, [sp, #96]\nstp d10, d11, [sp, #112]\n"
    "stp d12, d13, [sp, #128]\nstp d14, d15, [sp, #144]\n"
    "mov x9, sp\nstr x9, [x0]\nmov sp, x1\n"
    "ldp x19, x20, [sp, #0]\nldp x21, x22, [sp, #16]\nldp x23, x24, [sp, #32]\nldp x25, x26, [sp, #48]\n"
    "ldp x27, x28, [sp, #64]\nldp x29, x30, [sp, #80]\nldp d8, d9, [sp, #96]\nldp d10, d11, [sp, #112]\n"
    "ldp d12, d13, [sp, #128]\nldp d14, d15, [sp, #144]\n"
    "add sp, sp, #160\nret\n");
#else
#error "expected x86-64 or AArch64"
#endif

namespace metal {

enum class waiting { ready, simdgroup, threadgroup, finished };

// A loop that a lane is in: its line, and how often it has gone round.
struct loop_position { uint line, round; };

const int most_loops = 32;

struct lane_state {
  void* stack_pointer;
  waiting at;
  uint line;
  // The loops it is in, outermost first; deeper ones than the most count as one place.
  loop_position loops[most_loops];
  int depth;
  // What it has for the others in its simdgroup.
  const void* given;
  uint bytes;
};

const uint most_lanes = 1024;
const size_t most_bytes_given = 64;
const size_t stack_bytes = 512 * 1024;

struct threadgroup_run {
  lane_body body;
  const launch* job;
  void* const* arguments;
  ulong group;
  uint lanes;
  void* scheduler;
  char* stacks;
  size_t guard;
  lane_state states[most_lanes];
  // What the lanes that go on together have given, for one simdgroup at a time.
  uint together;
  alignas(16) unsigned char given[simdgroup_width][most_bytes_given];
};

static thread_local threadgroup_run* running;

// Which of two waiting lanes is at an earlier point: below, at or above zero.
inline int compare(const lane_state& a, const lane_state& b) {
  for (int i = 0; i < most_loops; i++) {
    loop_position at_a = i < a.depth ? a.loops[i] : loop_position{a.line, 0};
    loop_position at_b = i < b.depth ? b.loops[i] : loop_position{b.line, 0};
    if (at_a.line != at_b.line) return at_a.line < at_b.line ? -1 : 1;
    if (at_a.round != at_b.round) return at_a.round < at_b.round ? -1 : 1;
    if (i >= a.depth && i >= b.depth) return 0;
  }
  return 0;
}

// Stands around a loop that others may wait for: for (loop_scope s; s.enter(); ) for (..; s.again() && (..); ..).
struct loop_scope {
  lane_state& lane;
  bool entered;
  explicit loop_scope(uint line = __builtin_LINE()) : lane(running->states[current_lane]), entered(false) {
    if (lane.depth < most_loops) lane.loops[lane.depth] = {line, 0};
    lane.depth++;
  }
  ~loop_scope() { lane.depth--; }
  bool enter() {
    bool first = !entered;
    entered = true;
    return first;
  }
  bool again() {
    if (lane.depth <= most_loops) lane.loops[lane.depth - 1].round++;
    return true;
  }
};

inline void wait_for_others(waiting at, uint line, const void* given, uint bytes) {
  lane_state& self = running->states[current_lane];
  self.at = at;
  self.line = line;
  self.given = given;
  self.bytes = bytes;
  metal_switch_stack(&self.stack_pointer, running->scheduler);
}

// What a lane's stack begins with; never returns.
inline void begin_lane() {
  running->body(position{running->job, running->group, current_lane, running->arguments});
  wait_for_others(waiting::finished, 0, nullptr, 0);
}

inline void* new_stack(char* top) {
  uintptr_t* at = (uintptr_t*)((uintptr_t)top & ~(uintptr_t)15);
#if defined(__x86_64__)
  *--at = 0;
  *--at = (uintptr_t)&begin_lane;
  for (int i = 0; i < 6; i++) *--at = 0;
#else
  for (int i = 0; i < 20; i++) *--at = 0;
  at[11] = (uintptr_t)&begin_lane;
#endif
  return at;
}

// Runs every lane of a simdgroup to where it waits for the threadgroup or has finished.
inline void run_simdgroup(threadgroup_run& run, uint first, uint end) {
  while (true) {
    for (uint lane = first; lane < end; lane++) {
      if (run.states[lane].at == waiting::ready) {
        current_lane = lane;
        metal_switch_stack(&run.scheduler, run.states[lane].stack_pointer);
      }
    }
    const lane_state* earliest = nullptr;
    for (uint lane = first; lane < end; lane++) {
      const lane_state& state = run.states[lane];
      if (state.at != waiting::simdgroup) continue;
      if (earliest == nullptr || compare(state, *earliest) < 0) earliest = &state;
    }
    if (earliest == nullptr) return;
    run.together = 0;
    for (uint lane = first; lane < end; lane++) {
      lane_state& state = run.states[lane];
      if (state.at == waiting::simdgroup && compare(state, *earliest) == 0) {
        memcpy(run.given[lane - first], state.given, state.bytes);
        run.together |= 1u << (lane - first);
        state.at = waiting::ready;
      }
    }
  }
}

// Whether all lanes are at one barrier, or all finished; if not, says who is not at it.
inline bool together_at_barrier(const threadgroup_run& run, ending& end) {
  const lane_state* barrier = nullptr;
  for (uint lane = 0; lane < run.lanes && barrier == nullptr; lane++) {
    if (run.states[lane].at == waiting::threadgroup) barrier = &run.states[lane];
  }
  if (barrier == nullptr) return true;
  for (uint lane = 0; lane < run.lanes; lane++) {
    const lane_state& state = run.states[lane];
    if (state.at != waiting::threadgroup || state.line != barrier->line) {
      end = {1, barrier->line, lane, run.group};
      return false;
    }
  }
  return true;
}

inline bool run_threadgroup(threadgroup_run& run, ending& end) {
  for (uint lane = 0; lane < run.lanes; lane++) {
    run.states[lane].at = waiting::ready;
    run.states[lane].depth = 0;
    run.states[lane].stack_pointer = new_stack(run.stacks + (lane + 1) * stack_bytes);
  }
  while (true) {
    for (uint first = 0; first < run.lanes; first += simdgroup_width) {
      uint next = first + simdgroup_width;
      run_simdgroup(run, first, next < run.lanes ? next : run.lanes);
    }
    if (!together_at_barrier(run, end)) return false;
    if (run.states[0].at == waiting::finished) return true;
    for (uint lane = 0; lane < run.lanes; lane++) run.states[lane].at = waiting::ready;
  }
}

inline void run_together(lane_body body, const launch& job, ending& end) {
  threadgroup_arguments arguments(job);
  threadgroup_run* run = (threadgroup_run*)malloc(sizeof(threadgroup_run));
  run->body = body;
  run->job = &job;
  run->arguments = arguments.memory;
  run->lanes = job.threads[0] * job.threads[1] * job.threads[2];
  size_t size = run->lanes * stack_bytes, guard = (size_t)getpagesize();
  run->stacks = (char*)mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0);
  if (run->stacks == MAP_FAILED) abort();
  // A lane that overruns its stack faults instead of writing into its neighbour's.
  for (uint lane = 0; lane < run->lanes; lane++) mprotect(run->stacks + lane * stack_bytes, guard, PROT_NONE);
  running = run;
  bool whole = true;
  for (ulong group = job.first; whole && group < job.first + job.count; group++) {
    run->group = group;
    whole = run_threadgroup(*run, end);
  }
  munmap(run->stacks, size);
  free(run);
}

// What the lanes of a simdgroup that go on together have given.
template <class T> struct given_values {
  uint mask;
  bool has(int lane) const { return mask >> lane & 1; }
  T operator[](int lane) const {
    T value;
    memcpy(&value, running->given[lane], sizeof(T));
    return value;
  }
  int first() const { return __builtin_ctz(mask); }
  // From another lane, or from the asking one where that does not take part.
  T from(long lane) const {
    return (*this)[lane >= 0 && lane < simdgroup_width && has((int)lane) ? (int)lane : (int)(current_lane % simdgroup_width)];
  }
};
template <class T> inline given_values<T> exchange(const T& value, uint line) {
  static_assert(sizeof(T) <= most_bytes_given, "a value too large to exchange");
  wait_for_others(waiting::simdgroup, line, &value, sizeof(T));
  return {running->together};
}

inline void threadgroup_barrier(int, uint line = __builtin_LINE()) {
  wait_for_others(waiting::threadgroup, line, nullptr, 0);
}
inline void simdgroup_barrier(int, uint line = __builtin_LINE()) { wait_for_others(waiting::simdgroup, line, nullptr, 0); }

// Combines from the lowest lane up; a prefix gives each lane what was combined so far.
template <class T, class F> inline T reduce(const T& value, uint line, F combine, bool prefix = false, bool inclusive = false) {
  given_values<T> values = exchange(value, line);
  int self = lane_in_simdgroup();
  bool started = false;
  T total = T();
  for (int lane = 0; lane < simdgroup_width; lane++) {
    if (!values.has(lane)) continue;
    if (prefix && !inclusive && lane == self) return total;
    total = started ? combine(total, values[lane]) : values[lane];
    started = true;
    if (prefix && lane == self) return total;
  }
  return total;
}
#define METAL_REDUCTION(name, expression, ...) \
  template <class T> inline T name(T value, uint line = __builtin_LINE()) { \
    return reduce(value, line, [](T x, T y) { return (T)(expression); } __VA_ARGS__); \
  }
METAL_REDUCTION(simd_sum, x + y)
METAL_REDUCTION(simd_product, x * y)
METAL_REDUCTION(simd_max, max(x, y))
METAL_REDUCTION(simd_min, min(x, y))
METAL_REDUCTION(simd_and, x & y)
METAL_REDUCTION(simd_or, x | y)
METAL_REDUCTION(simd_xor, x ^ y)
METAL_REDUCTION(simd_prefix_inclusive_sum, x + y, , true, true)
METAL_REDUCTION(simd_prefix_exclusive_sum, x + y, , true, false)
#undef METAL_REDUCTION
inline bool simd_all(bool value, uint line = __builtin_LINE()) {
  return reduce(value, line, [](bool x, bool y) { return x && y; });
}
inline bool simd_any(bool value, uint line = __builtin_LINE()) {
  return reduce(value, line, [](bool x, bool y) { return x || y; });
}

#define METAL_SHUFFLE(name, source) \
  template <class T> inline T name(T value, int d, uint line = __builtin_LINE()) { \
    given_values<T> values = exchange(value, line); \
    long lane = lane_in_simdgroup(); \
    return values.from(source); \
  }
METAL_SHUFFLE(simd_shuffle, d)
METAL_SHUFFLE(simd_broadcast, d)
METAL_SHUFFLE(simd_shuffle_xor, lane ^ d)
METAL_SHUFFLE(simd_shuffle_up, lane - d)
METAL_SHUFFLE(simd_shuffle_down, lane + d)
METAL_SHUFFLE(simd_shuffle_rotate_up, (lane - d) & (simdgroup_width - 1))
METAL_SHUFFLE(simd_shuffle_rotate_down, (lane + d) & (simdgroup_width - 1))
#undef METAL_SHUFFLE
template <class T> struct value_and_fill { T value, fill; };
template <class T> inline T shuffled_and_filled(T value, T fill, int by, int width, uint line) {
  given_values<value_and_fill<T>> values = exchange(value_and_fill<T>{value, fill}, line);
  int lane = lane_in_simdgroup(), lowest = lane / width * width, from = lane - lowest + by;
  if (from >= 0 && from < width) return values.from(lowest + from).value;
  return values.from(lowest + (from < 0 ? from + width : from - width)).fill;
}
template <class T, class U>
inline T simd_shuffle_and_fill_up(T value, U fill, int d, int width = simdgroup_width, uint line = __builtin_LINE()) {
  return shuffled_and_filled(value, (T)fill, -d, width, line);
}
template <class T, class U>
inline T simd_shuffle_and_fill_down(T value, U fill, int d, int width = simdgroup_width, uint line = __builtin_LINE()) {
  return shuffled_and_filled(value, (T)fill, d, width, line);
}
template <class T> inline T simd_broadcast_first(T value, uint line = __builtin_LINE()) {
  given_values<T> values = exchange(value, line);
  return values[values.first()];
}

struct matrix_operands { float a[2], b[2]; };

template <class T, class A, class B>
inline vec<T, 2> multiplied(const simdgroup_matrix<A, 8, 8>& a, const simdgroup_matrix<B, 8, 8>& b, float c0, float c1, uint line) {
  matrix_operands own = {{(float)a.elements[0], (float)a.elements[1]}, {(float)b.elements[0], (float)b.elements[1]}};
  given_values<matrix_operands> values = exchange(own, line);
  int row = matrix_row(lane_in_simdgroup()), column = matrix_column(lane_in_simdgroup());
  float sum[2] = {c0, c1};
  for (int k = 0; k < 8; k++) {
    float left = values[matrix_lane(row, k)].a[k & 1];
    const matrix_operands right = values[matrix_lane(k, column)];
    for (int e = 0; e < 2; e++) sum[e] = sum[e] + left * right.b[e];
  }
  return vec<T, 2>(sum[0], sum[1]);
}
template <class T, class A, class B, class C>
inline void simdgroup_multiply_accumulate(simdgroup_matrix<T, 8, 8>& d, simdgroup_matrix<A, 8, 8> a, simdgroup_matrix<B, 8, 8> b, simdgroup_matrix<C, 8, 8> c, uint line = __builtin_LINE()) {
  d.elements = multiplied<T>(a, b, (float)c.elements[0], (float)c.elements[1], line);
}
template <class T, class A, class B>
inline void simdgroup_multiply(simdgroup_matrix<T, 8, 8>& d, simdgroup_matrix<A, 8, 8> a, simdgroup_matrix<B, 8, 8> b, uint line = __builtin_LINE()) {
  d.elements = multiplied<T>(a, b, 0, 0, line);
}

}  // namespace metal
