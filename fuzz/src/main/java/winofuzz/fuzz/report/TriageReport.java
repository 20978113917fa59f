package winofuzz.fuzz.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.shrink.Minimal;

/** What makes a case fail, as text. */
public final class TriageReport {
  private TriageReport() {}

  /**
   * One way in which a case fails.
   *
   * @param signature of the finding
   * @param detail what was seen on the minimal case
   * @param minimal the smallest case that fails alike
   * @param culprit what makes it wrong; empty if exact values do not tell
   * @param paths the paths that were compared
   * @param grid the launches of the first two paths on the minimal case; empty if one does not
   *     lower
   */
  public record Triaged(
      Signature signature,
      String detail,
      Minimal minimal,
      Optional<Culprit> culprit,
      List<LoweringPath> paths,
      Optional<GridComparison> grid) {
    public Triaged {
      paths = List.copyOf(paths);
    }
  }

  /** Returns the text for a terminal. */
  public static String text(ConvCase subject, List<Triaged> triaged) {
    StringBuilder text = new StringBuilder();
    if (triaged.isEmpty()) {
      text.append(String.format(Locale.ROOT, "%s: every assertion holds%n", subject));
    }
    for (Triaged t : triaged) {
      line(text, t.signature + "", "");
      line(text, "  seen", t.detail);
      line(
          text,
          t.minimal.stopped() ? "  smallest so far " : "  minimal",
          t.minimal.smallest() + "");
      line(
          text,
          "",
          t.minimal.smallest().elements()
              + " elements"
              + (t.minimal.proven() ? ", proven minimal" : ", not proven: " + unproven(t.minimal)));
      t.culprit.ifPresent(culprit -> culprit(text, culprit));
      if (t.culprit.isEmpty() && t.grid.isPresent()) {
        line(text, "  broken", "after the last stage that has an exact value, if at all");
      }
      t.grid.ifPresent(
          grid -> {
            line(text, "  " + t.paths.get(0).label(), launches(grid.left()));
            line(text, "  " + t.paths.get(1).label(), launches(grid.right()));
          });
    }
    return text.toString();
  }

  /** Why a case is not proven to be minimal. */
  private static String unproven(Minimal minimal) {
    if (minimal.stopped()) {
      return "not shrunk, as each try may cost as much";
    }
    return minimal.gaveUp().isEmpty()
        ? "out of tries"
        : "gave up on " + minimal.gaveUp().getFirst();
  }

  private static void culprit(StringBuilder text, Culprit culprit) {
    line(text, "  broken", "at " + culprit);
    line(text, "", culprit.evidence());
    Culprit.Application application = culprit.application();
    if (application != null) {
      if (application.number() >= 0) {
        line(text, "", "application " + (application.number() + 1) + " of the pass:");
      }
      if (!application.before().equals(Culprit.Expression.NONE)) {
        line(text, "  before", application.before().toString());
        line(text, "  after", application.after().toString());
      }
      if (!application.evidence().isEmpty()) {
        line(text, "", application.evidence());
      }
    }
  }

  private static void line(StringBuilder text, String head, String tail) {
    text.append(String.format(Locale.ROOT, "%-11s%s", head, tail).stripTrailing())
        .append(System.lineSeparator());
  }

  private static String launches(List<LaunchShape> launches) {
    return launches.stream()
        .map(launch -> launch.name() + " " + launch)
        .collect(Collectors.joining(", "));
  }
}
