package winofuzz.fuzz.selftest;

import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.compiler.Pipeline;
import winofuzz.compiler.pass.Pass;
import winofuzz.fuzz.finding.Blame;

/**
 * Where a planted defect is, in the terms of a {@link Blame}.
 *
 * @param passes the ids of the passes that may be named: one, unless the rule is wrong in several
 * @param rule the id of the rule that must be named; empty where any rule of the pass may be
 */
public record Origin(Set<String> passes, String rule) {
  public Origin {
    passes = Set.copyOf(passes);
  }

  /** Returns the place where something is planted. */
  static Origin of(Plant plant) {
    return switch (plant) {
      case Plant.OfRule rule -> new Origin(passesOf(rule), rule.rule());
      case Plant.OfPass(String name, var _) -> ofPass(Pass.idOfName(name));
      case Plant.Switch(var defect) ->
          switch (defect) {
            case PAD_ORDER -> ofPass("frontend");
            case INDEX_ORDER, UNGATED_READS -> new Origin(Set.of("winograd"), "winograd");
          };
      case Plant.OfText _ -> ofPass(Blame.TEXT);
      case Plant.OfLaunch _, Plant.OfOutcome _, Plant.OfArithmetic _ -> ofPass(Blame.SIMULATOR);
      case Plant.OfProgram _, Plant.OfValues _ -> ofPass(Blame.INTERPRETER);
      case Plant.OnSome(var _, Plant planted) -> of(planted);
    };
  }

  private static Origin ofPass(String id) {
    return new Origin(Set.of(id), "");
  }

  /** Returns the ids of the passes that apply the rule from the set in which it is wrong. */
  private static Set<String> passesOf(Plant.OfRule rule) {
    return Pipeline.STANDARD.passes().stream()
        .filter(
            pass ->
                pass.rules().stream()
                    .filter(set -> rule.applies(set.name(), rule.rule()))
                    .flatMap(set -> set.rules().stream())
                    .anyMatch(r -> r.id().equals(rule.rule())))
        .map(Pass::id)
        .collect(Collectors.toSet());
  }

  /** Whether a blame names this place. */
  public boolean isNamedBy(Blame blame) {
    return passes.contains(blame.pass()) && (rule.isEmpty() || rule.equals(blame.rule()));
  }
}
