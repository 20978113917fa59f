package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridComparison;

/**
 * Everything the assertions say of one case.
 *
 * @param subject the case
 * @param target what it was compiled for
 * @param judgements in the order of the assertions, then of the paths
 * @param gridOrNull how the launches of the first two paths compare, null where one is missing
 * @param rules the rewrite rules that fired while the case was compiled
 */
public record CaseReport(
    ConvCase subject,
    Target target,
    List<Judgement> judgements,
    @Nullable GridComparison gridOrNull,
    Set<String> rules) {

  public CaseReport {
    judgements = List.copyOf(judgements);
    rules = Set.copyOf(rules);
  }

  public Optional<GridComparison> grid() {
    return Optional.ofNullable(gridOrNull);
  }

  /** Whether some assertion is violated. */
  public boolean isViolated() {
    return judgements.stream().anyMatch(j -> j.verdict() instanceof Verdict.Violated);
  }

  /** The violations that are findings: for each path and concern the first one. */
  public List<Symptom> symptoms() {
    Map<Path, Set<Evidence.Concern>> seen = new EnumMap<>(Path.class);
    List<Symptom> result = new ArrayList<>();
    for (Judgement j : judgements) {
      if (j.verdict() instanceof Verdict.Violated(Evidence evidence)) {
        Set<Evidence.Concern> ofPath =
            seen.computeIfAbsent(j.path(), p -> EnumSet.noneOf(Evidence.Concern.class));
        if (ofPath.add(evidence.concern())) {
          result.add(
              new Symptom(new Signature(j.assertion(), j.path(), evidence.symptom()), evidence));
        }
      }
    }
    return List.copyOf(result);
  }

  /**
   * A violation that is a finding.
   *
   * @param signature what it has in common with others of the same cause
   * @param evidence what was seen
   */
  public record Symptom(Signature signature, Evidence evidence) {}
}
