package winofuzz.metal.msl;

import java.util.Locale;
import java.util.Optional;

/** What a kernel can ask of its thread's position, by the attribute's name in lower case. */
public enum PositionAttribute {
  THREAD_POSITION_IN_GRID(3),
  THREAD_POSITION_IN_THREADGROUP(3),
  THREAD_INDEX_IN_THREADGROUP(1),
  THREAD_INDEX_IN_SIMDGROUP(1),
  THREADGROUP_POSITION_IN_GRID(3),
  THREADGROUPS_PER_GRID(3),
  THREADS_PER_GRID(3),
  THREADS_PER_THREADGROUP(3),
  DISPATCH_THREADS_PER_THREADGROUP(3),
  THREADS_PER_SIMDGROUP(1),
  THREAD_EXECUTION_WIDTH(1),
  SIMDGROUP_INDEX_IN_THREADGROUP(1),
  SIMDGROUPS_PER_THREADGROUP(1),
  DISPATCH_SIMDGROUPS_PER_THREADGROUP(1);

  private final int dimensions;

  PositionAttribute(int dimensions) {
    this.dimensions = dimensions;
  }

  /** Most components a parameter with this attribute may have. */
  public int dimensions() {
    return dimensions;
  }

  static Optional<PositionAttribute> named(String name) {
    for (PositionAttribute attribute : values()) {
      if (attribute.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
