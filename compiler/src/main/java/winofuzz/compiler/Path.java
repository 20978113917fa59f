package winofuzz.compiler;

import java.util.Locale;

/** How a convolution is lowered. */
public enum Path {
  /** The plain convolution: a multiply and one reduce. */
  DIRECT,
  /** Winograd F(4x4,3x3) written in tensor operations. */
  OLD,
  /** Winograd F(4x4,3x3) as a rewrite of the ranged graph, activation times weight. */
  NEW,
  /** The same rewrite, weight times activation. */
  HYBRID,
  /** The rewrite with the launch grid of {@link #OLD}. */
  MATCHED;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the path rewrites the ranged graph. */
  public boolean rewritesRanges() {
    return this == NEW || this == HYBRID || this == MATCHED;
  }
}
