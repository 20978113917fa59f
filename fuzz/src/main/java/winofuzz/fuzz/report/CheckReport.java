package winofuzz.fuzz.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;

/** What the assertions say of one case, as text. */
public final class CheckReport {
  private CheckReport() {}

  /** Returns a line for each assertion and path, then one for the grids. */
  public static String text(CaseReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.subject()).append(System.lineSeparator());
    for (Judgement j : report.judgements()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-10s %-7s %-9s %s%n",
              j.assertion(),
              j.path().label(),
              j.verdict().label(),
              j.verdict().detail()));
    }
    report
        .grid()
        .ifPresent(
            g ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %-10s %-7s %-10s %s | %s%n",
                        "grid",
                        "",
                        g.gridClass().label(),
                        shown(g.gridClass(), g.left()),
                        shown(g.gridClass(), g.right()))));
    return text.toString();
  }

  private static String shown(GridClass gridClass, List<LaunchShape> launches) {
    return launches.stream()
        .map(gridClass == GridClass.OTHER_AXES ? LaunchShape::withAxes : LaunchShape::toString)
        .collect(Collectors.joining(", "));
  }
}
