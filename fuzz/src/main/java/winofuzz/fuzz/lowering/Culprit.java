package winofuzz.fuzz.lowering;

import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Blame;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * What made a result wrong.
 *
 * @param stage the first whose value is wrong
 * @param pass the step between it and the stage before that; without an application, the last of
 *     several where no value can be had in between
 * @param application the one application of a rule that broke it; null where the step is wrong
 *     without any, or applies rules that it cannot do without
 * @param evidence the first element that differs
 */
public record Culprit(
    Stage stage, String pass, @Nullable Application application, String evidence) {

  /**
   * One application of a rule.
   *
   * @param rule its name
   * @param number how many applications came before it in the pass
   * @param before the node it was applied to
   * @param after what it put there
   * @param evidence the first element in which the two differ; empty where they cannot be compared
   */
  public record Application(String rule, int number, UOp before, UOp after, String evidence) {}

  /** The pass and rule, without what depends on the case. */
  public Blame blame() {
    return new Blame(pass, application == null ? "" : application.rule());
  }

  /** {@code optimized, in initial symbolic, by x + 0 -> x}. */
  @Override
  public String toString() {
    String by = application == null ? "" : ", by " + application.rule();
    return stage.label() + ", in " + pass + by;
  }
}
