package winofuzz.fuzz.page;

import java.util.List;
import java.util.Map;

/** The report of a run, and of two side by side, as one page of HTML that needs nothing else. */
public final class RunPages {
  private RunPages() {}

  /**
   * Returns the page of a run.
   *
   * @param words the project's words and what they mean
   */
  public static String html(RunReport run, Map<String, String> words) {
    return Templates.html("report.html", RunView.of(run, views(words)));
  }

  /** Returns the page of two runs: figures side by side, findings of either or both. */
  public static String html(RunReport left, RunReport right, Map<String, String> words) {
    return Templates.html("report.html", RunView.of(left, right, views(words)));
  }

  private static List<RunView.WordView> views(Map<String, String> words) {
    return words.entrySet().stream()
        .map(entry -> new RunView.WordView(entry.getKey(), entry.getValue()))
        .toList();
  }
}
