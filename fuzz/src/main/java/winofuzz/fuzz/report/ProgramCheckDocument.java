package winofuzz.fuzz.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;

/**
 * What {@code check --program} writes as JSON.
 *
 * @param verdict {@code holds}, {@code undecided} or {@code violated}
 * @param symptom what is violated; null where nothing is
 * @param path on which; null likewise
 */
public record ProgramCheckDocument(
    String verdict,
    @Nullable String symptom,
    @Nullable String path,
    @Nullable String detail,
    List<String> remarks) {

  /** Returns the document of a verdict. */
  public static ProgramCheckDocument of(ProgramVerdict verdict) {
    return switch (verdict) {
      case ProgramVerdict.Holds(List<String> remarks) ->
          new ProgramCheckDocument("holds", null, null, null, remarks);
      case ProgramVerdict.Undecided(String reason) ->
          new ProgramCheckDocument("undecided", null, null, reason, List.of());
      case ProgramVerdict.Wrong wrong ->
          new ProgramCheckDocument(
              "violated", wrong.symptom().label(), wrong.path().label(), wrong.detail(), List.of());
    };
  }

  /** Returns the same for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder(verdict);
    if (symptom != null) {
      text.append("  ").append(symptom).append(" on path ").append(path);
    }
    if (detail != null) {
      text.append(System.lineSeparator()).append("  ").append(detail);
    }
    remarks.forEach(r -> text.append(System.lineSeparator()).append("  noted ").append(r));
    return text.append(System.lineSeparator()).toString();
  }
}
