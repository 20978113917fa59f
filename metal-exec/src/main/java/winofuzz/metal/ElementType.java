package winofuzz.metal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The type of a buffer's elements, by the name that {@code launch.json} gives it in lower case. */
public enum ElementType {
  FLOAT32(4),
  FLOAT16(2),
  BFLOAT16(2),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  BOOL(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element, in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
  }

  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type of this name.
   *
   * @throws BadLaunchException if there is none, naming those there are
   */
  public static ElementType named(String name) {
    for (ElementType type : values()) {
      if (type.spelling().equals(name)) {
        return type;
      }
    }
    String known =
        Arrays.stream(values()).map(ElementType::spelling).collect(Collectors.joining(", "));
    throw new BadLaunchException("element type '%s': expected one of %s".formatted(name, known));
  }
}
