package winofuzz.fuzz.gate;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Signature;

/**
 * What replayed cases show of one bug.
 *
 * @param symptom what it looks like on the smallest of them
 * @param smallest of the cases that show it
 * @param count how many show it
 */
record Sighting(Symptom symptom, ReplayCase smallest, int count) {
  private static final Comparator<ReplayCase> BY_SIZE =
      Comparator.comparing(ReplayCase::subject, ConvCase.bySize())
          .thenComparing(ReplayCase::target)
          .thenComparing(ReplayCase::origin);

  /** What replayed cases show, by signature, without what depends on the machine. */
  static SortedMap<Signature, Sighting> of(List<Replayed> replayed) {
    SortedMap<Signature, Sighting> result = new TreeMap<>();
    for (Replayed each : replayed) {
      for (Symptom symptom : each.report().symptoms()) {
        if (!LimitedJudge.isByWallClock(symptom)) {
          result.merge(
              symptom.signature(), new Sighting(symptom, each.of(), 1), Sighting::smallerOfBoth);
        }
      }
    }
    return result;
  }

  private Sighting smallerOfBoth(Sighting other) {
    Sighting smaller = BY_SIZE.compare(other.smallest, smallest) < 0 ? other : this;
    return new Sighting(smaller.symptom, smaller.smallest, count + other.count);
  }
}
