package winofuzz.fuzz.bisect;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.ir.UOp;

/**
 * Allows so many applications of rules and refuses all after them. What another log that is bound
 * already does to rules, it goes on doing.
 */
final class Fuel implements RewriteLog {
  private final @Nullable RewriteLog outer =
      RewriteLog.CURRENT.isBound() ? RewriteLog.CURRENT.get() : null;
  private final int most;
  private int used;
  private @Nullable Spent last;

  Fuel(int most) {
    this.most = most;
  }

  /** The last application that was allowed. */
  record Spent(String rule, UOp before, UOp after) {}

  @Override
  public boolean allows(String pass, Rule<?> rule, UOp before, UOp after) {
    return used < most && (outer == null || outer.allows(pass, rule, before, after));
  }

  @Override
  public UOp replacement(String pass, Rule<?> rule, UOp before, UOp after) {
    UOp result = outer == null ? after : outer.replacement(pass, rule, before, after);
    used++;
    last = new Spent(rule.name(), before, result);
    return result;
  }

  int used() {
    return used;
  }

  @Nullable Spent last() {
    return last;
  }
}
