package winofuzz.convolution;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A named way through a compiler.
 *
 * @param label the name on the command line and in files: lower-case letters, digits and hyphens
 */
public record LoweringPath(String label) implements Comparable<LoweringPath> {
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]*");

  /** The plain convolution: a multiply and one reduce. */
  public static final LoweringPath DIRECT = new LoweringPath("direct");

  /** Winograd F(4x4,3x3) written in tensor operations. */
  public static final LoweringPath OLD = new LoweringPath("old");

  /** Winograd F(4x4,3x3) as a rewrite of the ranged graph, activation times weight. */
  public static final LoweringPath NEW = new LoweringPath("new");

  /** The same rewrite, weight times activation. */
  public static final LoweringPath HYBRID = new LoweringPath("hybrid");

  /** The rewrite whose kernels are scheduled and launched as those of {@link #OLD}. */
  public static final LoweringPath MATCHED = new LoweringPath("matched");

  /** The paths of the built-in compiler, but for its experiments. */
  public static final List<LoweringPath> BUILTIN = List.of(DIRECT, OLD, NEW, HYBRID, MATCHED);

  /**
   * Checks the label.
   *
   * @throws IllegalArgumentException if it has any other characters
   */
  public LoweringPath {
    if (!LABEL.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "expected lower-case letters, digits and hyphens, found '" + label + "'");
    }
  }

  @Override
  public int compareTo(LoweringPath other) {
    return label.compareTo(other.label);
  }

  @Override
  public String toString() {
    return label;
  }
}
