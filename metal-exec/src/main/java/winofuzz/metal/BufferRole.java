package winofuzz.metal;

import java.util.Locale;

/** What a kernel may do with a buffer. */
public enum BufferRole {
  /** Read only. */
  IN,
  /** Starts unwritten; every element is to be written exactly once. */
  OUT,
  /** Read and written as the kernel likes. */
  INOUT;

  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of this name.
   *
   * @throws BadInputException if there is none
   */
  public static BufferRole named(String name) {
    for (BufferRole role : values()) {
      if (role.spelling().equals(name)) {
        return role;
      }
    }
    throw new BadInputException("role '%s': expected in, out or inout".formatted(name));
  }
}
