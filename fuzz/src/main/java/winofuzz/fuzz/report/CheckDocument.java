package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.GridDocument;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;

/** What {@code check} writes as JSON. */
public record CheckDocument(
    @JsonProperty("case") ConvCase subject,
    Target target,
    List<Assertion> assertions,
    GridDocument grid) {

  /** The gravest verdict of an assertion, and that on each path. */
  public record Assertion(String name, String verdict, String detail, Map<String, OnPath> paths) {

    private static Assertion of(String name, List<Judgement> judgements) {
      Verdict gravest = gravest(judgements);
      Map<String, OnPath> paths = new LinkedHashMap<>();
      for (Judgement j : judgements) {
        paths.put(j.path().label(), new OnPath(j.verdict().label(), j.verdict().detail()));
      }
      return new Assertion(name, gravest.label(), gravest.detail(), paths);
    }
  }

  /** What an assertion says of one path. */
  public record OnPath(String verdict, String detail) {}

  /** Returns the document of a case. */
  public static CheckDocument of(CaseReport report) {
    Map<String, List<Judgement>> byAssertion = new LinkedHashMap<>();
    for (Judgement j : report.judgements()) {
      byAssertion.computeIfAbsent(j.assertion(), k -> new ArrayList<>()).add(j);
    }
    List<Assertion> assertions = new ArrayList<>();
    byAssertion.forEach((name, judgements) -> assertions.add(Assertion.of(name, judgements)));
    return new CheckDocument(
        report.subject(),
        report.target(),
        assertions,
        report.grid().map(GridDocument::of).orElse(GridDocument.NONE));
  }

  private static Verdict gravest(List<Judgement> judgements) {
    Verdict result = judgements.getFirst().verdict();
    for (Judgement j : judgements) {
      if (gravity(j.verdict()) > gravity(result)) {
        result = j.verdict();
      }
    }
    return result;
  }

  private static int gravity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Skipped s -> 0;
      case Verdict.Holds h -> 1;
      case Verdict.HoldsWithRemark h -> 2;
      case Verdict.Violated v -> 3;
    };
  }
}
