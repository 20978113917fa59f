package winofuzz.fuzz.rules;

import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.Formula;
import winofuzz.ir.UOp;

/**
 * One rewrite: a rule put a node in the place of another.
 *
 * @param before the node that was matched
 * @param after what took its place
 */
public record Application(Rule<?> rule, UOp before, UOp after) {
  /** How much of an expression is shown, in characters. */
  private static final int SHOWN = 160;

  /** Returns both nodes as formulas. */
  public String text() {
    return Formula.of(before, SHOWN) + "  ->  " + Formula.of(after, SHOWN);
  }

  /** Returns a measure of how much there is to read: the nodes of both sides. */
  int size() {
    return UOp.sink(before, after).toposort().size();
  }
}
