package winofuzz.fuzz.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.serve.FaultLog.SeenFault;
import winofuzz.fuzz.serve.FaultLog.Summary;

/** What a watched program did, as text. */
public final class WatchReport {

  private WatchReport() {}

  /** Returns the faults one by one, then a summary. */
  public static String text(Summary summary) {
    StringBuilder text = new StringBuilder();
    summary.faults().forEach(f -> append(text, "fault", f));
    summary.warnings().forEach(f -> append(text, "warning", f));
    summary
        .stopped()
        .forEach((reason, count) -> text.append("stopped  %s%s\n".formatted(reason, times(count))));
    kinds(summary.faults())
        .forEach((kind, count) -> text.append("%-8s %d  %s\n".formatted("in all", count, kind)));
    text.append(
        "%d launches of %d kernels: %s, %s, %s\n"
            .formatted(
                summary.launches(),
                summary.kernels(),
                counted(summary.faults(), "fault"),
                counted(summary.warnings(), "warning"),
                stopped(summary)));
    return text.toString();
  }

  private static SortedMap<String, Integer> kinds(List<SeenFault> faults) {
    SortedMap<String, Integer> kinds = new TreeMap<>();
    faults.forEach(f -> kinds.merge(f.first().kind().description(), 1, Integer::sum));
    return kinds;
  }

  private static void append(StringBuilder text, String word, SeenFault fault) {
    text.append("%-8s %s%s\n".formatted(word, fault.first(), times(fault.launches())));
    if (!fault.text().isEmpty()) {
      text.append("         %s\n".formatted(fault.text()));
    }
    if (!fault.note().isEmpty()) {
      text.append("         from %s\n".formatted(fault.note()));
    }
  }

  private static String times(long launches) {
    return launches == 1 ? "" : ", in " + launches + " launches";
  }

  private static String counted(List<SeenFault> faults, String word) {
    return faults.size() + " " + word + (faults.size() == 1 ? "" : "s");
  }

  private static String stopped(Summary summary) {
    long count = summary.stopped().values().stream().mapToLong(Long::longValue).sum();
    return count + " not run to the end";
  }
}
