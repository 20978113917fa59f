package winofuzz.fuzz.oracle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridComparison;

/**
 * Everything the assertions say of one case.
 *
 * @param subject the case
 * @param target what it was compiled for
 * @param judgements in the order of the assertions, then of the paths
 * @param violations all violations, in the same order
 * @param findings those of them that are bugs of their own
 * @param gridOrNull how the launches of the first two paths compare, null where one is missing
 * @param rules the rewrite rules that fired while the case was compiled
 * @param options the optimizations applied to each kernel, in order
 */
public record CaseReport(
    ConvCase subject,
    Target target,
    List<Judgement> judgements,
    List<Finding> violations,
    List<Finding> findings,
    @Nullable GridComparison gridOrNull,
    Set<String> rules,
    Set<List<String>> options) {

  public CaseReport {
    judgements = List.copyOf(judgements);
    violations = List.copyOf(violations);
    findings = List.copyOf(findings);
    rules = Set.copyOf(rules);
    options = Set.copyOf(options);
  }

  /** Returns what there is to say of a case of which nothing is known but one finding. */
  public static CaseReport of(Finding finding, Target target) {
    Signature signature = finding.signature();
    Verdict verdict = new Verdict.Violated(signature.symptom(), finding.detail());
    return new CaseReport(
        finding.firstSeen(),
        target,
        List.of(new Judgement(signature.assertion(), signature.path(), verdict)),
        List.of(finding),
        List.of(finding),
        null,
        Set.of(),
        Set.of());
  }

  public Optional<GridComparison> grid() {
    return Optional.ofNullable(gridOrNull);
  }

  /** Whether some assertion is violated. */
  public boolean isViolated() {
    return !violations.isEmpty();
  }
}
