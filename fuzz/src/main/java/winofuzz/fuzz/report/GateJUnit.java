package winofuzz.fuzz.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.gate.Replayed;
import winofuzz.fuzz.oracle.Assertion;
import winofuzz.fuzz.oracle.Assertions;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.report.JUnitXml.Kind;
import winofuzz.fuzz.report.JUnitXml.Suite;
import winofuzz.fuzz.report.JUnitXml.TestCase;

/**
 * What a gate came to as JUnit XML: a suite for each assertion with a test for each replayed case,
 * and a suite for the drawn cases with a test for each assertion and one for each finding. What the
 * baseline knows is skipped, with the reason that it is known.
 */
public final class GateJUnit {
  private static final String DRAWN = "drawn";

  private final GateResult result;
  private final Setting setting;
  private final Map<Bug, GateFinding> byBug;

  private GateJUnit(GateResult result, Setting setting) {
    this.result = result;
    this.setting = setting;
    byBug =
        result.findings().stream().collect(Collectors.toMap(GateFinding::bug, Function.identity()));
  }

  /**
   * The document.
   *
   * @param setting how the gate lowered cases
   */
  public static String write(GateResult result, Setting setting) {
    return write("winofuzz gate", result, setting);
  }

  /** The document under a name. */
  static String write(String name, GateResult result, Setting setting) {
    GateJUnit report = new GateJUnit(result, setting);
    List<Suite> suites = new ArrayList<>();
    for (Assertion assertion : Assertions.ALL) {
      Suite suite = report.replayed(assertion.name());
      if (!suite.tests().isEmpty()) {
        suites.add(suite);
      }
    }
    suites.add(report.drawn());
    return JUnitXml.write(
        name, suites, result.replaying().plus(result.campaign().statistics().elapsed()));
  }

  private Suite replayed(String assertion) {
    String name = "replayed." + assertion;
    List<TestCase> tests = new ArrayList<>();
    for (Replayed each : result.replayed()) {
      List<Outcome> outcomes =
          each.report().judgements().stream()
              .filter(j -> j.assertion().equals(assertion))
              .map(j -> outcome(each, j))
              .toList();
      if (!outcomes.isEmpty()) {
        tests.add(test(name, each, outcomes));
      }
    }
    return new Suite(name, tests);
  }

  /** What comes of an assertion on one path; the gravest of all paths is the test's. */
  private record Outcome(Kind kind, String message, String line) {}

  private TestCase test(String suite, Replayed each, List<Outcome> outcomes) {
    List<String> lines = new ArrayList<>();
    lines.add(Finding.reproduce(each.of().subject(), setting.with(each.of().target())));
    lines.add("kept in " + each.of().origin());
    outcomes.forEach(o -> lines.add(o.line));
    Outcome gravest = outcomes.getFirst();
    for (Outcome o : outcomes) {
      gravest = o.kind.compareTo(gravest.kind) > 0 ? o : gravest;
    }
    return new TestCase(
        suite,
        each.of().subject() + " for " + each.of().target().label(),
        gravest.kind,
        gravest.message,
        lines);
  }

  private Outcome outcome(Replayed each, Judgement j) {
    String line = j.path().label() + ": " + j.verdict().label() + ": " + j.verdict().detail();
    return switch (j.verdict()) {
      case Verdict.Holds _, Verdict.HoldsWithRemark _ -> new Outcome(Kind.PASSED, "", line);
      case Verdict.Skipped(String reason) -> new Outcome(Kind.UNASKED, reason, line);
      case Verdict.Violated violated -> violated(each, j, violated, line);
    };
  }

  private Outcome violated(Replayed each, Judgement j, Verdict.Violated violated, String line) {
    CaseReport report = each.report();
    Finding seen =
        report.violations().stream()
            .filter(f -> f.signature().assertion().equals(j.assertion()))
            .filter(f -> f.path().equals(j.path()))
            .findFirst()
            .orElseThrow();
    GateFinding finding = byBug.get(seen.bug());
    if (!report.findings().contains(seen) || finding == null) {
      Finding cause =
          report.findings().stream()
              .filter(f -> f.bug().equals(seen.bug()))
              .findFirst()
              .orElse(report.findings().getFirst());
      return new Outcome(Kind.SKIPPED, "follows from " + cause.signature(), line);
    }
    return new Outcome(
        finding.status().fails() ? Kind.FAILED : Kind.SKIPPED,
        finding.status().label() + ": " + seen.signature() + ": " + violated.detail(),
        line);
  }

  private Suite drawn() {
    List<TestCase> tests = new ArrayList<>();
    for (Assertion assertion : Assertions.ALL) {
      List<GateFinding> found =
          result.campaign().findings().stream()
              .map(f -> byBug.get(f.bug()))
              .filter(Objects::nonNull)
              .filter(f -> f.signature().assertion().equals(assertion.name()))
              .toList();
      if (found.isEmpty()) {
        tests.add(new TestCase(DRAWN, assertion.name(), Kind.PASSED, "", skips(assertion)));
      } else {
        found.forEach(f -> tests.add(test(f)));
      }
    }
    return new Suite(DRAWN, tests);
  }

  private static TestCase test(GateFinding f) {
    return new TestCase(
        DRAWN,
        f.signature().toString(),
        f.status().fails() ? Kind.FAILED : Kind.SKIPPED,
        f.status().label() + ": " + f.signature() + ": " + f.detail(),
        List.of(f.reproduce()));
  }

  /** Why an assertion was not asked of drawn cases, and how often. */
  private List<String> skips(Assertion assertion) {
    List<String> lines = new ArrayList<>();
    lines.add(GateReport.number(result.campaign().statistics().cases(), "case") + " drawn");
    result
        .campaign()
        .statistics()
        .skipped()
        .forEach(
            (why, times) -> {
              if (why.startsWith(assertion.name() + ": ")) {
                lines.add("skipped " + GateReport.number(times, "time") + ": " + why);
              }
            });
    return lines;
  }
}
