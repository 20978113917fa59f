package winofuzz.fuzz.lowering;

import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Blame;
import winofuzz.ir.Stage;

/**
 * What made a result wrong.
 *
 * @param stage the first whose value is wrong
 * @param pass the pass between it and the stage before; without an application, the last of several
 *     where no value can be had in between
 * @param application the one application of a rule that broke it; null where the pass is wrong
 *     without any, or applies rules that it cannot do without
 * @param evidence the first element that differs
 */
public record Culprit(Stage stage, Place pass, @Nullable Application application, String evidence) {

  /**
   * A pass or a rule of a compiler.
   *
   * @param id the name in signatures and files, which does not change when it is described anew
   * @param description the name in text
   */
  public record Place(String id, String description) {}

  /**
   * One application of a rule.
   *
   * @param rule the rule
   * @param number how many applications came before it in the pass; -1 where that is not known
   * @param before what it was applied to; empty where that is not known
   * @param after what it put there
   * @param evidence the first element in which the two differ; empty where they cannot be compared
   */
  public record Application(
      Place rule, int number, Expression before, Expression after, String evidence) {

    /** An application of which only the rule is known. */
    public static Application of(Place rule) {
      return new Application(rule, -1, Expression.NONE, Expression.NONE, "");
    }
  }

  /**
   * An expression of a compiler.
   *
   * @param text as the compiler writes it
   * @param nodes how many nodes it has; zero where that is not known
   */
  public record Expression(String text, int nodes) {
    /** None that is known. */
    public static final Expression NONE = new Expression("", 0);

    /** {@code x + 1, of 3 nodes}. */
    @Override
    public String toString() {
      return nodes == 0 ? text : text + ", of " + nodes + " nodes";
    }
  }

  /** Returns the pass and rule, without what depends on the case. */
  public Blame blame() {
    return new Blame(pass.id, application == null ? "" : application.rule.id);
  }

  /** {@code optimized, in initial symbolic, by x + 0 -> x}. */
  @Override
  public String toString() {
    String by = application == null ? "" : ", by " + application.rule.description;
    return stage.label() + ", in " + pass.description + by;
  }
}
