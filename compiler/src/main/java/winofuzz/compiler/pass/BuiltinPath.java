package winofuzz.compiler.pass;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import winofuzz.convolution.LoweringPath;

/** The ways through this compiler. */
public enum BuiltinPath {
  DIRECT,
  OLD,
  NEW,
  HYBRID,
  MATCHED,

  /** The hybrid rewrite before anybody tried to give it another launch grid. */
  BEFORE_ATTEMPTS,

  /** {@link #BEFORE_ATTEMPTS} with the published attempt to reorder the buffer of products. */
  ATTEMPT_1,

  /** The same with the published attempt to reorder the output transform. */
  ATTEMPT_2,

  /** The same with the published attempt to number the axes of a transform's result first. */
  ATTEMPT_3,

  /** The same with the published attempt to number the axes of channels last. */
  ATTEMPT_4,

  /**
   * {@link #HYBRID} with the attempt that was not made: in the buffer of products, the points of
   * the Winograd domain come first.
   */
  POINTS_FIRST,

  /** {@link #HYBRID}, with a launch that enumerates spatial axes before all others. */
  OPTION_B;

  /** Returns what the path is called outside of this compiler. */
  public LoweringPath path() {
    return new LoweringPath(name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
    throw new IllegalArgumentException("expected one of " + all() + ", found " + path);
  }

  /** Returns what all paths are called outside of this compiler. */
  public static List<LoweringPath> all() {
    return Arrays.stream(values()).map(BuiltinPath::path).toList();
  }

  /** Whether the path rewrites the ranged graph. */
  public boolean rewritesRanges() {
    return this != DIRECT && this != OLD;
  }
}
