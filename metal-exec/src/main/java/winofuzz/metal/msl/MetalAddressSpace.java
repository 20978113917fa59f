package winofuzz.metal.msl;

/** Where a pointer points. */
public enum MetalAddressSpace {
  DEVICE,
  CONSTANT,
  THREADGROUP,
  THREAD;

  String spelling() {
    return switch (this) {
      case DEVICE -> "device";
      case CONSTANT -> "constant";
      case THREADGROUP -> "threadgroup";
      case THREAD -> "thread";
    };
  }
}
