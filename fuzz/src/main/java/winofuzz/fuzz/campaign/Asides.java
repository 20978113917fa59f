package winofuzz.fuzz.campaign;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;

/**
 * The findings that no case of a campaign has shown, each with the finding that was made smaller
 * when it was met, by their bugs or by the ids of their files.
 */
final class Asides {
  /** Of several findings beside which a bug is met, the first one counts. */
  static final Comparator<Finding> FIRST =
      Comparator.comparing(Finding::number).thenComparing(Finding::signature);

  private Asides() {}

  static SortedMap<String, String> ids(Map<Bug, Bug> bugs, Map<Bug, Finding> findings) {
    SortedMap<String, String> result = new TreeMap<>();
    bugs.forEach(
        (met, beside) -> {
          Finding aside = findings.get(met);
          Finding shrinking = findings.get(beside);
          if (aside != null && shrinking != null) {
            result.put(aside.id(), shrinking.id());
          }
        });
    return result;
  }

  static Map<Bug, Bug> bugs(Map<String, String> ids, List<Finding> findings) {
    Map<String, Bug> named = new HashMap<>();
    findings.forEach(f -> named.put(f.id(), f.bug()));
    Map<Bug, Bug> result = new HashMap<>();
    ids.forEach(
        (met, beside) -> {
          Bug aside = named.get(met);
          Bug shrinking = named.get(beside);
          if (aside != null && shrinking != null) {
            result.put(aside, shrinking);
          }
        });
    return result;
  }
}
