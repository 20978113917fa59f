package winofuzz.fuzz.campaign;

import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.corpus.Finding.Shrinking;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.fuzz.shrink.Minimal;

/** What a campaign knows of one signature so far. */
final class Sighting {
  private Finding finding;

  private Sighting(Finding finding) {
    this.finding = finding;
  }

  /** One that was never seen before. */
  static Sighting first(Symptom symptom, long number, ConvCase firstSeen, Setting setting) {
    return new Sighting(
        new Finding(
            symptom.signature(),
            symptom.evidence(),
            setting,
            number,
            firstSeen,
            firstSeen,
            Shrinking.UNFINISHED,
            0,
            null));
  }

  /** One that a campaign goes on with. */
  static Sighting again(Finding finding) {
    return new Sighting(finding);
  }

  void count() {
    finding = finding.withCount(finding.count() + 1);
  }

  void minimize(Minimal minimal) {
    finding = finding.with(minimal);
  }

  void isSameAs(@Nullable Signature other) {
    finding = finding.sameAs(other);
  }

  Symptom symptom() {
    return new Symptom(finding.signature(), finding.evidence());
  }

  Finding finding() {
    return finding;
  }
}
