package winofuzz.fuzz.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.FindingDocument;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport;

/** Everything the assertions say of one case, as it is sent: the components of a report. */
record CaseReportDocument(
    @JsonProperty("case") ConvCase subject,
    Target target,
    List<JudgementDocument> judgements,
    List<FindingDocument> violations,
    List<FindingDocument> findings,
    @Nullable GridComparison grid,
    Set<String> rules,
    Set<List<String>> options) {

  static CaseReportDocument of(CaseReport report) {
    return new CaseReportDocument(
        report.subject(),
        report.target(),
        report.judgements().stream().map(JudgementDocument::of).toList(),
        report.violations().stream().map(FindingDocument::of).toList(),
        report.findings().stream().map(FindingDocument::of).toList(),
        report.gridOrNull(),
        report.rules(),
        report.options());
  }

  /**
   * Returns the report.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it makes no sense
   */
  CaseReport toReport() {
    return new CaseReport(
        subject,
        target,
        judgements.stream().map(JudgementDocument::toJudgement).toList(),
        violations.stream().map(FindingDocument::toFinding).toList(),
        findings.stream().map(FindingDocument::toFinding).toList(),
        grid,
        rules,
        options);
  }
}
