package winofuzz.compiler.rewrite;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.compiler.Compilation;
import winofuzz.compiler.Compiler;
import winofuzz.compiler.pass.BuiltinPath;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.symbolic.SymbolicRules;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.ir.UOp;

class CandidatesTest {

  /** Every node that a compilation makes a rule look at, before and after. */
  private static Set<UOp> nodes(BuiltinPath path) {
    Set<UOp> nodes = new HashSet<>();
    RewriteObserver observer =
        (pass, rule, before, after) -> {
          nodes.add(before);
          nodes.add(after);
          nodes.addAll(before.src());
          nodes.addAll(after.src());
          return true;
        };
    Compilation compiled =
        Compiler.compile(
            new LoweringRequest(Convolution.of(2, 2, 9, 7, 3, 1, 1), path, Set.of(), Target.APPLE),
            Observation.NONE.withRewrites(observer));
    assertTrue(!compiled.kernels().isEmpty());
    return nodes;
  }

  @ParameterizedTest
  @EnumSource(
      value = BuiltinPath.class,
      names = {"OLD", "HYBRID"})
  void noRuleThatAppliesIsLeftOut(BuiltinPath path) {
    RuleSet<Object> rules = SymbolicRules.FULL;
    Scratch<Object> scratch = new Scratch<>(rules, Rewriter.PLAIN);
    int applied = 0;
    for (UOp node : nodes(path)) {
      Set<Rule<?>> candidates = new HashSet<>(Arrays.asList(rules.rulesFor(node)));
      for (Rule<? super Object> rule : rules.rules()) {
        UOp result = rule.apply(node, scratch);
        if (result != null && result != node) {
          applied++;
          assertTrue(candidates.contains(rule), () -> rule + " on " + node);
        }
      }
    }
    assertTrue(applied > 100, "applications: " + applied);
  }
}
