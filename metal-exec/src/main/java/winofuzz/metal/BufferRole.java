package winofuzz.metal;

import java.util.Locale;

/** What an argument is to a kernel. */
public enum BufferRole {
  /** Read only. */
  IN,
  /** Starts unwritten; every element is to be written exactly once. */
  OUT,
  /** Read and written as the kernel likes. */
  INOUT,
  /** Threadgroup memory: type and length count, the contents do not. */
  THREADGROUP,
  /** The value of a function constant: one element. */
  FUNCTION_CONSTANT;

  /** What an argument of this role is one of. */
  public ArgumentSpace space() {
    return switch (this) {
      case IN, OUT, INOUT -> ArgumentSpace.BUFFER;
      case THREADGROUP -> ArgumentSpace.THREADGROUP;
      case FUNCTION_CONSTANT -> ArgumentSpace.FUNCTION_CONSTANT;
    };
  }

  /** Whether a launch gives back what it holds afterwards. */
  public boolean isWritten() {
    return this == OUT || this == INOUT;
  }

  /** Whether what it holds before counts. */
  public boolean isGiven() {
    return this == IN || this == INOUT || this == FUNCTION_CONSTANT;
  }

  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of this name.
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
