// One launch of a kernel: where a lane stands, what it is given.

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

// Three numbers that become whatever type of position a kernel asks for.
struct extent {
  uint x, y, z;
  METAL_FUNCTION operator uint() const { return x; }
  METAL_FUNCTION operator ushort() const { return (ushort)x; }
  METAL_FUNCTION operator uint2() const { return uint2(x, y); }
  METAL_FUNCTION operator uint3() const { return uint3(x, y, z); }
  METAL_FUNCTION operator ushort2() const { return ushort2(x, y); }
  METAL_FUNCTION operator ushort3() const { return ushort3(x, y, z); }
};

// Memory that becomes a pointer of whatever type a kernel asks for.
struct untyped_pointer {
  void* address;
  template <class T> METAL_FUNCTION operator T*() const { return (T*)address; }
};
METAL_CONSTANT int simdgroup_width = 32;

// Where one lane stands.
struct position {
  const launch* job;
  ulong threadgroup;
  uint lane;
  void* const* threadgroup_memory;

  METAL_FUNCTION static extent at(ulong index, const uint* size) {
    return {(uint)(index % size[0]), (uint)(index / size[0] % size[1]), (uint)(index / ((ulong)size[0] * size[1]))};
  }
  METAL_FUNCTION static extent whole(const uint* size) { return {size[0], size[1], size[2]}; }
  METAL_FUNCTION uint lanes() const { return job->threads[0] * job->threads[1] * job->threads[2]; }
  METAL_FUNCTION uint simdgroups() const { return (lanes() + simdgroup_width - 1) / simdgroup_width; }
  METAL_FUNCTION extent thread_position_in_grid() const {
    extent group = threadgroup_position_in_grid(), thread = thread_position_in_threadgroup();
    const uint* threads = job->threads;
    return {group.x * threads[0] + thread.x, group.y * threads[1] + thread.y, group.z * threads[2] + thread.z};
  }
  METAL_FUNCTION extent thread_position_in_threadgroup() const { return at(lane, job->threads); }
  METAL_FUNCTION extent thread_index_in_threadgroup() const { return {lane, 0, 0}; }
  METAL_FUNCTION extent thread_index_in_simdgroup() const { return {lane % simdgroup_width, 0, 0}; }
  METAL_FUNCTION extent threadgroup_position_in_grid() const { return at(threadgroup, job->threadgroups); }
  METAL_FUNCTION extent threadgroups_per_grid() const { return whole(job->threadgroups); }
  METAL_FUNCTION extent threads_per_grid() const {
    const uint *groups = job->threadgroups, *threads = job->threads;
    return {groups[0] * threads[0], groups[1] * threads[1], groups[2] * threads[2]};
  }
  METAL_FUNCTION extent threads_per_threadgroup() const { return whole(job->threads); }
  METAL_FUNCTION extent dispatch_threads_per_threadgroup() const { return whole(job->threads); }
  METAL_FUNCTION extent threads_per_simdgroup() const { return {(uint)simdgroup_width, 0, 0}; }
  METAL_FUNCTION extent thread_execution_width() const { return {(uint)simdgroup_width, 0, 0}; }
  METAL_FUNCTION extent simdgroup_index_in_threadgroup() const { return {lane / simdgroup_width, 0, 0}; }
  METAL_FUNCTION extent simdgroups_per_threadgroup() const { return {simdgroups(), 0, 0}; }
  METAL_FUNCTION extent dispatch_simdgroups_per_threadgroup() const { return {simdgroups(), 0, 0}; }
};

}  // namespace metal
