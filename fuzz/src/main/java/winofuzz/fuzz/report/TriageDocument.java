package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.lowering.Culprit.Application;
import winofuzz.fuzz.report.TriageReport.Triaged;
import winofuzz.ir.Stage;

/** What {@code triage} writes as JSON. */
public record TriageDocument(@JsonProperty("case") ConvCase subject, List<Symptom> symptoms) {

  /** One way in which a case fails. */
  public record Symptom(
      Signature signature,
      String detail,
      ConvCase minimal,
      long minimalElements,
      boolean provenMinimal,
      @Nullable ConvCase gaveUpOn,
      @Nullable Culprit culprit) {

    private static Symptom of(Triaged t) {
      return new Symptom(
          t.signature(),
          t.detail(),
          t.minimal().smallest(),
          t.minimal().smallest().elements(),
          t.minimal().proven(),
          t.minimal().gaveUp().isEmpty() ? null : t.minimal().gaveUp().getFirst(),
          t.culprit().map(Culprit::of).orElse(null));
    }
  }

  /**
   * What makes the case fail: a pass, and where one is to blame the application of a rule, counted
   * from 1.
   */
  public record Culprit(
      Stage stage,
      String pass,
      String evidence,
      @Nullable String rule,
      @Nullable Integer application,
      @Nullable String before,
      @Nullable String after,
      @Nullable String differs) {

    static Culprit of(winofuzz.fuzz.lowering.Culprit culprit) {
      Application a = culprit.application();
      return new Culprit(
          culprit.stage(),
          culprit.pass().id(),
          culprit.evidence(),
          a == null ? null : a.rule().id(),
          a == null || a.number() < 0 ? null : a.number() + 1,
          a == null ? null : a.before().text(),
          a == null ? null : a.after().text(),
          a == null ? null : a.evidence());
    }
  }

  /** Returns the document of a case and the ways in which it fails. */
  public static TriageDocument of(ConvCase subject, List<Triaged> triaged) {
    return new TriageDocument(subject, triaged.stream().map(Symptom::of).toList());
  }
}
