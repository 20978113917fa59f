package winofuzz.fuzz.bisect;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.fuzz.oracle.Blame;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * What made a result wrong.
 *
 * @param stage the first whose value is wrong
 * @param pass the step between it and the stage before; without an application, the last of several
 *     where no value can be had in between
 * @param application the one application of a rule that broke it; null where the step is wrong
 *     without any, or applies rules that it cannot do without
 * @param evidence the first element that differs
 */
public record Culprit(Stage stage, Pass pass, @Nullable Application application, String evidence) {

  /**
   * One application of a rule.
   *
   * @param rule that was applied
   * @param number how many applications came before it in the pass
   * @param before the node it was applied to
   * @param after what it put there
   * @param evidence the first element in which the two differ; empty where they cannot be compared
   */
  public record Application(Rule<?> rule, int number, UOp before, UOp after, String evidence) {}

  /** Returns the pass and rule, without what depends on the case. */
  public Blame blame() {
    return new Blame(pass.name(), application == null ? "" : application.rule().description());
  }

  /** {@code optimized, in initial symbolic, by x + 0 -> x}. */
  @Override
  public String toString() {
    String by = application == null ? "" : ", by " + application.rule().description();
    return stage.label() + ", in " + pass.name() + by;
  }
}
