package winofuzz.fuzz.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** Collects what went wrong in the launches of all clients: once for each memory of a kernel. */
public final class FaultLog implements ServeListener {

  /**
   * What counts as one fault.
   *
   * @param where the memory concerned; the line where there is none
   */
  private record Site(Violation.Kind kind, String source, String where) {
    static Site of(Violation violation, String source) {
      Violation.Place place = violation.place();
      String where = place == null ? "line " + violation.line() : place.name();
      return new Site(violation.kind(), source, where);
    }
  }

  /**
   * A fault, with the first launch on which it was seen.
   *
   * @param first violation of the first launch
   * @param text the line of the kernel's text, empty if no line is to blame
   * @param note what the client says about the launch
   * @param launches on which it was seen
   */
  public record SeenFault(Violation first, String text, String note, long launches) {
    private SeenFault again() {
      return new SeenFault(first, text, note, launches + 1);
    }
  }

  /**
   * What was seen.
   *
   * @param launches in all
   * @param kernels different ones
   * @param faults in the order in which they were first seen, without warnings
   * @param warnings likewise
   * @param stopped launches that did not run to their end, by the reason
   */
  public record Summary(
      long launches,
      int kernels,
      List<SeenFault> faults,
      List<SeenFault> warnings,
      SortedMap<String, Long> stopped) {}

  private final Map<Site, SeenFault> faults = new LinkedHashMap<>();
  private final Map<Site, SeenFault> warnings = new LinkedHashMap<>();
  private final SortedMap<String, Long> stopped = new TreeMap<>();
  private final Map<String, Integer> kernels = new LinkedHashMap<>();
  private long launches;

  @Override
  public synchronized void launched(ServedLaunch launch) {
    launches++;
    kernels.merge(launch.source(), 1, Integer::sum);
    switch (launch.outcome()) {
      case Outcome.Ran ran -> add(warnings, launch, ran.warnings());
      case Outcome.Trapped trapped -> add(faults, launch, trapped.violations());
      case Outcome.Unsupported unsupported ->
          stop(launch, "not supported: " + unsupported.reason());
      case Outcome.TimedOut late -> stop(launch, late.described());
      case Outcome.Crashed crashed -> stop(launch, "crashed: " + crashed.how());
    }
  }

  private void stop(ServedLaunch launch, String reason) {
    stopped.merge("kernel " + launch.kernel() + ": " + reason, 1L, Long::sum);
  }

  private static void add(
      Map<Site, SeenFault> seen, ServedLaunch launch, List<Violation> violations) {
    Map<Site, Violation> sites = new LinkedHashMap<>();
    for (Violation violation : violations) {
      sites.putIfAbsent(Site.of(violation, launch.source()), violation);
    }
    sites.forEach(
        (site, violation) ->
            seen.merge(
                site,
                new SeenFault(violation, line(launch.source(), violation.line()), launch.note(), 1),
                (known, _) -> known.again()));
  }

  private static String line(String source, int line) {
    return line == 0 ? "" : source.lines().skip(line - 1L).findFirst().orElse("").strip();
  }

  /** Returns what was seen until now. */
  public synchronized Summary summary() {
    return new Summary(
        launches,
        kernels.size(),
        new ArrayList<>(faults.values()),
        new ArrayList<>(warnings.values()),
        new TreeMap<>(stopped));
  }
}
