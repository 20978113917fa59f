package winofuzz.compiler.pass;

import java.util.Locale;
import winofuzz.convolution.LoweringPath;

/** The ways through this compiler. */
public enum BuiltinPath {
  DIRECT,
  OLD,
  NEW,
  HYBRID,
  MATCHED;

  /** Returns what the path is called outside of this compiler. */
  public LoweringPath path() {
    return new LoweringPath(name().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the path of a name.
   *
   * @throws IllegalArgumentException if this compiler has no such path
   */
  public static BuiltinPath of(LoweringPath path) {
    for (BuiltinPath candidate : values()) {
      if (candidate.path().equals(path)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "expected one of " + LoweringPath.BUILTIN + ", found " + path);
  }

  /** Whether the path rewrites the ranged graph. */
  public boolean rewritesRanges() {
    return switch (this) {
      case DIRECT, OLD -> false;
      case NEW, HYBRID, MATCHED -> true;
    };
  }
}
