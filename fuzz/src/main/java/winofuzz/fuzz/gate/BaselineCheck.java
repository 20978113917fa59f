package winofuzz.fuzz.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Bugs;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateFinding.Status;

/** Holds what was seen against a baseline. */
final class BaselineCheck {
  private final Baseline baseline;
  private final String baselineOrigin;
  private final Setting setting;
  private final SortedMap<Bug, GateFinding> seen = new TreeMap<>();

  BaselineCheck(Baseline baseline, String baselineOrigin, Setting setting) {
    this.baseline = baseline;
    this.baselineOrigin = baselineOrigin;
    this.setting = setting;
  }

  /**
   * Takes in a finding. Of two of one bug the one with the smaller minimal case counts, of two with
   * one case what is proven of either; it is in the file of the first.
   *
   * @param origin the file of a case that shows it
   */
  void add(Finding finding, String origin) {
    Known entry = baseline.find(finding.bug()).orElseGet(() -> Known.open(finding));
    GateFinding fresh = new GateFinding(status(finding.bug()), entry, finding, setting, origin);
    seen.merge(finding.bug(), fresh, BaselineCheck::smaller);
  }

  private static GateFinding smaller(GateFinding first, GateFinding second) {
    int order = ConvCase.bySize().compare(first.minimal(), second.minimal());
    boolean better = order > 0 || (order == 0 && second.isProvenMinimal());
    return better ? first.with(second.findingOrNull()) : first;
  }

  private Status status(Bug bug) {
    return baseline
        .find(bug)
        .map(entry -> entry.isOpen() ? Status.KNOWN : Status.RETURNED)
        .orElse(Status.NEW);
  }

  /**
   * What the gate says, those findings first that make it fail.
   *
   * @param complete whether everything was judged, so that what was not seen is gone
   */
  List<GateFinding> findings(boolean complete) {
    List<GateFinding> result = new ArrayList<>(distinct());
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
        && !seen.containsKey(entry.bug())
        && setting.paths().contains(entry.signature().path());
  }

  /** Without those that fail the gate and are the same bug as another one. */
  private List<GateFinding> distinct() {
    List<Finding> findings = seen.values().stream().flatMap(f -> f.finding().stream()).toList();
    Set<Bug> same =
        Bugs.unified(findings).stream()
            .filter(f -> f.same() != null)
            .map(Finding::bug)
            .collect(Collectors.toSet());
    return seen.entrySet().stream()
        .filter(e -> !e.getValue().status().fails() || !same.contains(e.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
