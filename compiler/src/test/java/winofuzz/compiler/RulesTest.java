package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;

/** Coverage is counted by names, so names must tell rules and passes apart. */
final class RulesTest {
  @Test
  void noTwoPassesShareAName() {
    Map<String, RuleSet<?>> byName = new HashMap<>();
    for (RuleSet<?> pass : Rules.byPass()) {
      assertNull(byName.put(pass.name(), pass), pass.name());
    }
  }

  @Test
  void noTwoRulesShareAName() {
    Map<String, Rule<?>> byName = new HashMap<>();
    Set<String> shared = new TreeSet<>();
    for (RuleSet<?> pass : Rules.byPass()) {
      for (Rule<?> rule : pass.rules()) {
        Rule<?> other = byName.put(rule.name(), rule);
        if (other != null && !other.equals(rule)) {
          shared.add(rule.name());
        }
      }
    }
    assertEquals(Set.of(), shared);
    assertEquals(byName.size(), Rules.count());
  }

  @Test
  void everyRuleThatIsAppliedIsInTheTable() {
    Set<String> table = new HashSet<>();
    Rules.byPass().forEach(s -> s.rules().forEach(r -> table.add(s.name() + ": " + r.name())));
    Set<String> applied = new TreeSet<>();
    RewriteLog log =
        (pass, rule, before, after) -> {
          applied.add(pass + ": " + rule.name());
          return true;
        };
    Convolution c = Convolution.of(2, 16, 9, 12, 16, 1, 1);
    for (LoweringPath path : LoweringPath.BUILTIN) {
      ScopedValue.where(RewriteLog.CURRENT, log)
          .run(() -> Compiler.compile(c, path, Set.of(), Target.APPLE));
    }
    assertTrue(applied.size() > 50, applied::toString);
    applied.removeAll(table);
    assertEquals(Set.of(), applied);
  }
}
