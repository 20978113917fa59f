package winofuzz.fuzz.report;

import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateResult;

/** What a gate came to, as the summary page of a CI job. */
public final class GateMarkdown {
  private GateMarkdown() {}

  /** The page. */
  public static String write(GateResult result) {
    return write("Winofuzz: " + GateReport.verdict(result), GateReport.summary(result), result);
  }

  /**
   * The page under a title.
   *
   * @param summary what was done, in a sentence without its end
   */
  static String write(String title, String summary, GateResult result) {
    StringBuilder page = new StringBuilder();
    page.append("## ").append(text(title)).append("\n\n");
    page.append(text(summary)).append(".\n");
    if (!result.findings().isEmpty()) {
      findings(page, result);
    }
    grids(page, result);
    skipped(page, result);
    return page.toString();
  }

  private static void findings(StringBuilder page, GateResult result) {
    page.append("\n| status | finding | what was seen | minimal case | elements |\n");
    page.append("|---|---|---|---|---:|\n");
    for (GateFinding f : result.findings()) {
      page.append("| ").append(f.status().fails() ? bold(f) : f.status().label());
      page.append(" | ").append(code(f.id())).append(' ').append(code(f.signature().toString()));
      page.append(" | ").append(text(f.detail()));
      page.append(" | ").append(code(f.minimal().toString()));
      page.append(" | ").append(f.minimal().elements());
      page.append(f.isProvenMinimal() ? ", proven |\n" : unproven(f) + " |\n");
    }
    page.append("\nTo see one again:\n\n```\n");
    result.findings().forEach(f -> page.append(f.reproduce()).append('\n'));
    page.append("```\n");
  }

  private static String unproven(GateFinding f) {
    String smallest = GateReport.smallest(f);
    return smallest.equals("minimal") ? "" : ", " + smallest;
  }

  private static String bold(GateFinding f) {
    return "**" + f.status().label() + "**";
  }

  private static void grids(StringBuilder page, GateResult result) {
    if (result.campaign().statistics().grids().isEmpty()) {
      return;
    }
    page.append("\n| grids | drawn cases | smallest |\n|---|---:|---|\n");
    for (GridRecord grid : result.campaign().statistics().grids()) {
      page.append("| ").append(grid.gridClass().label());
      page.append(" | ").append(grid.count());
      page.append(" | ").append(code(grid.smallest().toString())).append(" |\n");
    }
  }

  private static void skipped(StringBuilder page, GateResult result) {
    if (result.campaign().statistics().skipped().isEmpty()) {
      return;
    }
    page.append("\n| skipped | times |\n|---|---:|\n");
    result
        .campaign()
        .statistics()
        .skipped()
        .forEach(
            (why, times) ->
                page.append("| ").append(text(why)).append(" | ").append(times).append(" |\n"));
  }

  /** Text that Markdown and HTML take as it is, on one line. */
  private static String text(String raw) {
    return oneLine(raw)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_\\[\\]|#~])", "\\\\$1");
  }

  /** A code span in a table: between more backticks than it has; a bar is escaped even there. */
  private static String code(String raw) {
    String line = oneLine(raw).replace("|", "\\|");
    String fence = "`";
    while (line.contains(fence)) {
      fence += "`";
    }
    String space = line.contains("`") ? " " : "";
    return fence + space + line + space + fence;
  }

  private static String oneLine(String raw) {
    return raw.replaceAll("\\s+", " ").strip();
  }
}
