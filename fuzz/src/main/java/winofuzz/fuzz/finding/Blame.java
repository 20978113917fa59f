package winofuzz.fuzz.finding;

/**
 * The place in a compiler that makes a result wrong.
 *
 * @param pass the pass; empty where it cannot be told
 * @param rule the rule of that pass; empty where there is none or it cannot be told
 */
public record Blame(String pass, String rule) {
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
