package winofuzz.fuzz.engine;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.UOp;

/** Allows so many applications of rules and refuses all after them. */
final class Fuel implements RewriteObserver {
  private final int most;
  private int used;
  private @Nullable Spent last;

  Fuel(int most) {
    this.most = most;
  }

  /** The last application that was allowed. */
  record Spent(Rule<?> rule, UOp before, UOp after) {}

  @Override
  public boolean allows(String rules, Rule<?> rule, UOp before, UOp after) {
    return used < most;
  }

  @Override
  public UOp replacement(String rules, Rule<?> rule, UOp before, UOp after) {
    used++;
    last = new Spent(rule, before, after);
    return after;
  }

  int used() {
    return used;
  }

  @Nullable Spent last() {
    return last;
  }
}
