package winofuzz.compiler.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * Counts how often each rule is applied, by pass. What a pass computes by a shorter way than its
 * rules, as positions do with constants, is no application. What another log that is bound already
 * does to rules, it goes on doing. Used by one thread.
 */
public final class RuleHits implements RewriteLog {
  private final Map<String, IdentityHashMap<Rule<?>, Count>> byPass = new HashMap<>();

  /** The pass that was counted last: its rules are mostly applied one after the other. */
  private String lastPass = "";

  private IdentityHashMap<Rule<?>, Count> ofLastPass = new IdentityHashMap<>();

  private @Nullable RewriteLog outer;

  private static final class Count {
    private int applications;
  }

  /** What a computation returns; what is rewritten in it is counted. */
  public <T> T during(Supplier<T> computation) {
    outer = RewriteLog.seesAll() ? CURRENT.get() : null;
    return ScopedValue.where(CURRENT, this).call(computation::get);
  }

  /** Whether no application can be refused or replaced: no log that does so is bound around it. */
  boolean onlyCounts() {
    return outer == null;
  }

  @Override
  public boolean allows(String pass, Rule<?> rule, UOp before, UOp after) {
    if (outer != null && !outer.allows(pass, rule, before, after)) {
      return false;
    }
    add(pass, rule, 1);
    return true;
  }

  @Override
  public UOp replacement(String pass, Rule<?> rule, UOp before, UOp after) {
    return outer == null ? after : outer.replacement(pass, rule, before, after);
  }

  /** Adds what another has counted. */
  void add(RuleHits other) {
    other.byPass.forEach(
        (pass, hits) -> hits.forEach((rule, n) -> add(pass, rule, n.applications)));
  }

  private void add(String pass, Rule<?> rule, int applications) {
    if (!pass.equals(lastPass)) {
      lastPass = pass;
      ofLastPass = byPass.computeIfAbsent(pass, p -> new IdentityHashMap<>());
    }
    ofLastPass.computeIfAbsent(rule, r -> new Count()).applications += applications;
  }

  /** How often a pass has applied a rule. */
  public int of(RuleSet<?> pass, Rule<?> rule) {
    IdentityHashMap<Rule<?>, Count> counts = byPass.get(pass.name());
    Count count = counts == null ? null : counts.get(rule);
    return count == null ? 0 : count.applications;
  }

  /** The rules that were applied by any pass. */
  public Set<Rule<?>> applied() {
    Set<Rule<?>> result = new HashSet<>();
    byPass.values().forEach(hits -> result.addAll(hits.keySet()));
    return result;
  }
}
