package winofuzz.fuzz.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;

/** Holds what was seen against a baseline. */
final class Comparison {
  private final Baseline baseline;
  private final String baselineOrigin;
  private final Setting setting;
  private final SortedMap<Signature, GateFinding> seen = new TreeMap<>();

  Comparison(Baseline baseline, String baselineOrigin, Setting setting) {
    this.baseline = baseline;
    this.baselineOrigin = baselineOrigin;
    this.setting = setting;
  }

  /**
   * Takes in a finding. Of two with one signature the one with the smaller minimal case counts, of
   * two with one case what is proven of either; it is in the file of the first.
   *
   * @param origin the file of a case that shows it
   */
  void add(Finding finding, String origin) {
    Signature signature = finding.signature();
    Known entry = baseline.find(signature).orElseGet(() -> Known.open(finding));
    GateFinding fresh = new GateFinding(status(signature), entry, finding, setting, origin);
    seen.merge(signature, fresh, Comparison::smaller);
  }

  private static GateFinding smaller(GateFinding first, GateFinding second) {
    int order = ConvCase.bySize().compare(first.minimal(), second.minimal());
    boolean better = order > 0 || (order == 0 && second.isProvenMinimal());
    return better ? first.with(second.findingOrNull()) : first;
  }

  private Status status(Signature signature) {
    return baseline
        .find(signature)
        .map(entry -> entry.isOpen() ? Status.KNOWN : Status.RETURNED)
        .orElse(Status.NEW);
  }

  /**
   * What the gate says, those findings first that make it fail.
   *
   * @param complete whether everything was judged, so that what was not seen is gone
   */
  List<GateFinding> findings(boolean complete) {
    List<GateFinding> result = new ArrayList<>();
    seen.values().stream().filter(f -> !isSeenElsewhere(f)).forEach(result::add);
    if (complete) {
      baseline.entries().stream().filter(this::isGone).map(this::gone).forEach(result::add);
    }
    result.sort(Comparator.comparing(GateFinding::status).thenComparing(GateFinding::signature));
    return List.copyOf(result);
  }

  private GateFinding gone(Known entry) {
    return new GateFinding(Status.GONE, entry, null, setting, baselineOrigin);
  }

  /** An open finding on a path that was not asked is neither known nor gone. */
  private boolean isGone(Known entry) {
    return entry.isOpen()
        && !seen.containsKey(entry.signature())
        && setting.paths().contains(entry.signature().path());
  }

  /** Whether it is the same bug as one on another path that is known or comes before it. */
  private boolean isSeenElsewhere(GateFinding finding) {
    return finding.status().fails()
        && seen.values().stream()
            .filter(other -> isSameBug(finding, other))
            .anyMatch(
                other ->
                    !other.status().fails()
                        || other.signature().path().compareTo(finding.signature().path()) < 0);
  }

  private static boolean isSameBug(GateFinding a, GateFinding b) {
    return !a.signature().path().equals(b.signature().path())
        && a.finding().map(Finding::bug).equals(b.finding().map(Finding::bug));
  }
}
