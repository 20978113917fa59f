package winofuzz.metal;

import java.util.Locale;

/** What an argument is to a kernel. */
public enum BufferRole {
  /** Read only. */
  IN,
  /** Starts unwritten; every element is to be written. */
  OUT,
  /** May be read and written in any way. */
  INOUT,
  /** Threadgroup memory: type and length count, the contents do not. */
  THREADGROUP,
  /** The value of a function constant: one element. */
  FUNCTION_CONSTANT;

  /** Returns the kind of argument that has this role. */
  public ArgumentSpace space() {
    return switch (this) {
      case IN, OUT, INOUT -> ArgumentSpace.BUFFER;
      case THREADGROUP -> ArgumentSpace.THREADGROUP;
      case FUNCTION_CONSTANT -> ArgumentSpace.FUNCTION_CONSTANT;
    };
  }

  /** Returns whether a launch returns its contents after the run. */
  public boolean isWritten() {
    return this == OUT || this == INOUT;
  }

  /** Returns whether its contents before the run count. */
  public boolean isGiven() {
    return this == IN || this == INOUT || this == FUNCTION_CONSTANT;
  }

  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the role of this name.
   *
   * @throws BadLaunchException if there is none
   */
  public static BufferRole named(String name) {
    for (BufferRole role : values()) {
      if (role.spelling().equals(name)) {
        return role;
      }
    }
    throw new BadLaunchException(
        "role '%s': expected in, out, inout, threadgroup or function_constant".formatted(name));
  }
}
