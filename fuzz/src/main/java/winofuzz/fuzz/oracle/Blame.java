package winofuzz.fuzz.oracle;

/**
 * What made a result wrong.
 *
 * @param pass the step of the compiler; empty where it cannot be told
 * @param rule the rule of it that broke the result; empty where there is none or it cannot be told
 */
public record Blame(String pass, String rule) {
  /** Nothing is known. */
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
