package winofuzz.fuzz.finding;

/**
 * The place that makes a result wrong: in a compiler, or else whoever is at fault.
 *
 * @param pass the pass of a compiler; {@link #TEXT} where the text of a kernel does not say what
 *     its instructions say, {@link #INTERPRETER} or the name of a device where these compute
 *     wrongly; empty where it cannot be told
 * @param rule the rule of that pass; of a text the operation that it does not say; empty where
 *     there is none or it cannot be told
 */
public record Blame(String pass, String rule) {
  /** The pass that writes the text of kernels. */
  public static final String TEXT = "metal-text";

  /** What has the place of a pass where the interpreter is wrong. */
  public static final String INTERPRETER = "interpreter";

  /** The device that reports how kernels use memory. */
  public static final String SIMULATOR = "sim";

  /** No place is known. */
  public static final Blame NONE = new Blame("", "");

  public boolean isNone() {
    return pass.isEmpty();
  }

  /** {@code winograd/winograd}, or the pass alone. */
  @Override
  public String toString() {
    return rule.isEmpty() ? pass : pass + "/" + rule;
  }
}
