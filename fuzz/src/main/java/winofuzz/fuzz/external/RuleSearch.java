package winofuzz.fuzz.external;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.fuzz.external.RuleJudgement.Suspect;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.Culprit.Application;
import winofuzz.fuzz.lowering.Culprit.Expression;
import winofuzz.fuzz.lowering.Culprit.Place;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.ir.Stage;

/**
 * Finds the rule that makes kernels wrong: one without which they are right. Those that the
 * compiler finds wrong itself are tried first, in the order in which they were applied. One of them
 * that the compiler cannot lower without is blamed if there is no better one. Else those rules are
 * tried that the compiler cannot judge, one by one, then the others, by halves; without a reason to
 * suspect them, they are not blamed if it does not lower without them, nor for memory that kernels
 * misuse. How many tries there are is limited.
 */
final class RuleSearch {
  /** How often it is lowered again. */
  private static final int MOST_TRIES = 24;

  /** Of how many rules any is looked for. */
  private static final int MOST_RULES = 400;

  /** The pass of a rule that was not seen in one. */
  private static final String ANY_PASS = "rewrite";

  /** What comes of lowering without some rules. */
  private enum Outcome {
    RIGHT,
    WRONG,
    /** It does not lower, or what comes of it cannot be run. */
    UNKNOWN
  }

  private int tries;

  /** Returns what makes kernels wrong; empty if they are right, or it cannot be told. */
  Optional<Culprit> culprit(Blamable lowered) {
    return lowered.wrong().flatMap(evidence -> culprit(lowered, evidence));
  }

  private Optional<Culprit> culprit(Blamable lowered, String evidence) {
    Optional<RuleJudgement> judgement = lowered.judgement();
    List<Suspect> suspects = judgement.map(RuleJudgement::suspects).orElse(List.of());
    Optional<Suspect> needed = Optional.empty();
    for (Suspect suspect : suspects) {
      switch (outcome(lowered, List.of(suspect.rule()))) {
        case RIGHT -> {
          return Optional.of(culprit(suspect, evidence));
        }
        case WRONG -> {}
        case UNKNOWN -> needed = needed.or(() -> Optional.of(suspect));
      }
    }
    if (needed.isPresent()) {
      return needed.map(suspect -> culprit(suspect, evidence));
    }
    if (lowered.hasMisusedMemory()) {
      return Optional.empty();
    }
    List<String> unjudged = judgement.map(RuleJudgement::unjudged).orElse(List.of());
    return unnamed(lowered, unjudged)
        .map(
            rule ->
                new Culprit(
                    Stage.METAL, pass(rule, ""), Application.of(new Place(rule, rule)), evidence));
  }

  /** Returns a rule that is wrong though the compiler did not find it so. */
  private Optional<String> unnamed(Blamable lowered, List<String> unjudged) {
    for (String rule : unjudged) {
      if (outcome(lowered, List.of(rule)) == Outcome.RIGHT) {
        return Optional.of(rule);
      }
    }
    Set<String> known = new HashSet<>(unjudged);
    List<String> others =
        lowered.without(List.of()).stream()
            .flatMap(told -> told.rules().stream())
            .filter(rule -> !known.contains(rule))
            .toList();
    return others.size() > MOST_RULES ? Optional.empty() : byHalves(lowered, others);
  }

  /** Returns the rule of a group without which it is right, where only that one is wrong. */
  private Optional<String> byHalves(Blamable lowered, List<String> rules) {
    Deque<List<String>> groups = new ArrayDeque<>();
    groups.push(rules);
    while (!groups.isEmpty() && tries < MOST_TRIES) {
      List<String> group = groups.pop();
      Outcome outcome = group.isEmpty() ? Outcome.WRONG : outcome(lowered, group);
      if (outcome == Outcome.WRONG) {
        continue;
      }
      if (group.size() == 1) {
        if (outcome == Outcome.RIGHT) {
          return Optional.of(group.getFirst());
        }
        continue;
      }
      if (outcome == Outcome.RIGHT) {
        groups.clear();
      }
      int half = group.size() / 2;
      groups.push(group.subList(half, group.size()));
      groups.push(group.subList(0, half));
    }
    return Optional.empty();
  }

  private Outcome outcome(Blamable lowered, List<String> rules) {
    if (tries >= MOST_TRIES) {
      return Outcome.UNKNOWN;
    }
    tries++;
    try {
      return lowered
          .without(rules)
          .map(without -> without.wrong().isEmpty() ? Outcome.RIGHT : Outcome.WRONG)
          .orElse(Outcome.UNKNOWN);
    } catch (UnsupportedCaseException e) {
      return Outcome.UNKNOWN;
    }
  }

  private static Culprit culprit(Suspect suspect, String evidence) {
    Application application =
        new Application(
            new Place(suspect.rule(), suspect.rule()),
            -1,
            new Expression(suspect.before(), 0),
            new Expression(suspect.after(), 0),
            suspect.evidence());
    String pass = suspect.pass() == null ? "" : suspect.pass();
    return new Culprit(Stage.METAL, pass(suspect.rule(), pass), application, evidence);
  }

  /**
   * Returns where a rule was applied. It is named by the file of the rule: a rule that is applied
   * in several passes is first applied wrongly in one or another, depending on the case.
   */
  private static Place pass(String rule, String description) {
    String file = rule.substring(rule.lastIndexOf('/') + 1).replaceFirst("\\..*$", "");
    String id = file.replaceAll("[^A-Za-z0-9_.-]", "");
    return new Place(id.isEmpty() ? ANY_PASS : id, description.isEmpty() ? ANY_PASS : description);
  }
}
