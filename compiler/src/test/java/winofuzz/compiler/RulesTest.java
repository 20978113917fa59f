package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;

/** Coverage is counted by names, so names must tell rules and rule sets apart. */
final class RulesTest {
  @Test
  void noTwoSetsShareAName() {
    Map<String, RuleSet<?>> byName = new HashMap<>();
    for (RuleSet<?> set : Rules.sets()) {
      assertNull(byName.put(set.name(), set), set.name());
    }
  }

  @Test
  void noTwoRulesShareAName() {
    Map<String, Rule<?>> byName = new HashMap<>();
    Set<String> shared = new TreeSet<>();
    for (RuleSet<?> set : Rules.sets()) {
      for (Rule<?> rule : set.rules()) {
        Rule<?> other = byName.put(rule.description(), rule);
        if (other != null && !other.equals(rule)) {
          shared.add(rule.description());
        }
      }
    }
    assertEquals(Set.of(), shared);
    assertEquals(byName.size(), Rules.count());
  }

  /** Bisection and coverage see no other. */
  @Test
  void everyPassAppliesOnlyRulesThatItStates() {
    Convolution c = Convolution.of(2, 16, 9, 12, 16, 1, 1);
    for (BuiltinPath path : BuiltinPath.values()) {
      Set<String> applied = new TreeSet<>();
      Observation observation =
          Observation.NONE
              .withRewrites(
                  (rules, rule, before, after) -> {
                    applied.add(rules + ": " + rule.description());
                    return true;
                  })
              .withPasses(
                  (pass, before, after) -> {
                    applied.removeAll(stated(pass));
                    assertEquals(Set.of(), applied, pass.id());
                    return after;
                  });
      Compiler.compile(new LoweringRequest(c, path, Set.of(), Target.APPLE), observation);
    }
  }

  private static Set<String> stated(Pass pass) {
    Set<String> result = new HashSet<>();
    pass.rules()
        .forEach(s -> s.rules().forEach(r -> result.add(s.name() + ": " + r.description())));
    return result;
  }
}
