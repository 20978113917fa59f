package winofuzz.fuzz.rules;

import java.util.Map;
import java.util.Set;
import winofuzz.compiler.rewrite.Rule;

/** Rules that mean something only together with what stands around the node. */
final class ContextualRules {
  private static final Map<String, String> REASONS =
      Map.of(
          "drop-unrelated-condition",
          "the condition that it drops still gates another axis of the same access",
          "gate-read",
          "it reads zeros where a tile overruns the input, as the transform needs");

  private static final Set<String> MARKS = Set.of("mark-range-to-split");

  private ContextualRules() {}

  /** Whether an application of a rule says nothing by itself, but only in the program around it. */
  static boolean contains(Rule<?> rule) {
    return REASONS.containsKey(rule.id());
  }

  /** Whether a rule changes no node, but notes what another one is to change. */
  static boolean marks(Rule<?> rule) {
    return MARKS.contains(rule.id());
  }
}
