package winofuzz.fuzz.campaign;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.shrink.Minimal;

/** What a campaign knows of one signature so far. */
final class Sighting {
  private final Symptom symptom;
  private final ConvCase firstSeen;
  private final Setting setting;
  private int count;
  private @Nullable Minimal minimal;

  Sighting(Symptom symptom, ConvCase firstSeen, Setting setting) {
    this.symptom = symptom;
    this.firstSeen = firstSeen;
    this.setting = setting;
  }

  void again() {
    count++;
  }

  void minimize(Minimal result) {
    minimal = result;
  }

  Symptom symptom() {
    return symptom;
  }

  ConvCase firstSeen() {
    return firstSeen;
  }

  Target target() {
    return setting.target();
  }

  Finding finding() {
    return new Finding(
        symptom.signature(),
        symptom.evidence(),
        setting,
        firstSeen,
        minimal == null ? firstSeen : minimal.smallest(),
        minimal != null && minimal.proven(),
        count);
  }
}
