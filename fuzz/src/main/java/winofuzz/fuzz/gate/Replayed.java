package winofuzz.fuzz.gate;

import java.util.Comparator;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseReport;

/**
 * What came of a replayed case.
 *
 * @param of the case and where it is kept
 * @param report what the assertions say of it
 */
public record Replayed(ReplayCase of, CaseReport report) {

  /**
   * A bug that replayed cases show.
   *
   * @param finding what is seen on the smallest of them, counted on all
   * @param origin the file that holds that case
   */
  record Seen(Finding finding, String origin) {
    private static final Comparator<Seen> SMALLEST_FIRST =
        Comparator.comparing((Seen s) -> s.finding.minimal(), ConvCase.bySize())
            .thenComparing(s -> s.finding.setting().target())
            .thenComparing(Seen::origin);

    Seen smallerOfBoth(Seen other) {
      Seen smaller = SMALLEST_FIRST.compare(other, this) < 0 ? other : this;
      return new Seen(
          smaller.finding.withCount(finding.count() + other.finding.count()), smaller.origin);
    }
  }
}
