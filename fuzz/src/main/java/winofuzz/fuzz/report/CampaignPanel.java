package winofuzz.fuzz.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.programs.campaign.ProgramCounts;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.terminal.Panel;
import winofuzz.fuzz.terminal.Texts;

/**
 * How far a campaign is, what it has covered and what it has found.
 *
 * @param left of the budget
 * @param part of the campaign that is done, from 0 to 1
 * @param judged how many, and of what
 * @param perSecond how many in a second
 * @param covered what was reached, the most important first
 * @param findings a row each, those first that are worth a look
 * @param shrinking how many of them are being made smaller
 */
public record CampaignPanel(
    Duration left,
    double part,
    String judged,
    double perSecond,
    List<String> covered,
    List<Row> findings,
    long shrinking)
    implements Panel {
  /** How many lines findings have. */
  private static final int ROWS = 3;

  private static final int WIDEST_BAR = 40;
  private static final int SLIMMEST_BAR = 8;

  /** Columns from which on a finding is shown with its elements, and with what they are. */
  private static final int WITH_ELEMENTS = 46;

  private static final int WITH_SIZE = 70;

  public CampaignPanel {
    covered = List.copyOf(covered);
    findings = List.copyOf(findings);
  }

  /**
   * A finding.
   *
   * @param seen how often, and on what
   * @param elements of its smallest case; empty if nothing is known of them
   */
  public record Row(String signature, String seen, String elements, Progress.Size size) {}

  /** Returns the panel of a campaign over cases; {@code rulesTotal} is how many rules there are. */
  public static CampaignPanel of(Progress p, int rulesTotal) {
    List<String> covered = new ArrayList<>();
    covered.add(p.rules() + " of " + rulesTotal + " rules");
    covered.add(p.shapeClasses() + (p.shapeClasses() == 1 ? " shape class" : " shape classes"));
    @Nullable Duration lastNew = p.lastNew();
    if (lastNew != null) {
      covered.add("new " + Texts.clock(p.elapsed().minus(lastNew)) + " ago");
    }
    return new CampaignPanel(
        p.budget().minus(p.elapsed()),
        part(p.elapsed(), p.budget(), p.cases(), p.mostCases()),
        judged(p.cases(), p.mostCases(), "case"),
        p.casesPerSecond(),
        covered,
        p.findings().stream()
            .sorted(Comparator.comparing(Progress.Sighting::size))
            .map(
                f ->
                    new Row(
                        f.signature().toString(),
                        Texts.count(f.count(), "case"),
                        Texts.count(f.elements(), "element"),
                        f.size()))
            .toList(),
        p.shrinking());
  }

  /** Returns the panel of a campaign over programs. */
  public static CampaignPanel of(
      ProgramCounts counts, ProgramPlan plan, List<ProgramFinding> findings, int shrinking) {
    return new CampaignPanel(
        plan.budget().minus(counts.elapsed()),
        part(counts.elapsed(), plan.budget(), counts.programs(), plan.mostPrograms()),
        judged(counts.programs(), plan.mostPrograms(), "program"),
        counts.programsPerSecond(),
        List.of(Texts.count(counts.samples(), "run") + " of kernels"),
        findings.stream()
            .map(
                f ->
                    new Row(
                        f.signature(),
                        Texts.count(f.count(), "program"),
                        "",
                        f.isFinished() ? Progress.Size.MINIMAL : Progress.Size.ANY))
            .toList(),
        shrinking);
  }

  private static double part(Duration elapsed, Duration budget, long done, long most) {
    double ofTime = budget.isZero() ? 1 : elapsed.toNanos() / (double) budget.toNanos();
    double ofAll = most == 0 ? 1 : done / (double) most;
    return Math.min(1, Math.max(ofTime, ofAll));
  }

  private static String judged(long done, long most, String noun) {
    return most == Long.MAX_VALUE
        ? Texts.count(done, noun)
        : done + " of " + Texts.count(most, noun);
  }

  @Override
  public List<AttributedString> lines(int columns) {
    List<AttributedString> result = new ArrayList<>();
    result.add(header(columns));
    List<AttributedString> parts = new ArrayList<>();
    covered.forEach(text -> parts.add(Texts.plain(text)));
    if (findings.isEmpty()) {
      parts.add(Texts.styled("no finding", Texts.GOOD));
    }
    result.add(Texts.fitting(parts, columns));
    int rows = findings.size() > ROWS ? ROWS - 1 : findings.size();
    List<Row> first = findings.subList(0, rows);
    int seen = widest(first, Row::seen);
    int elements = widest(first, Row::elements);
    first.forEach(row -> result.add(line(row, seen, elements, columns)));
    if (findings.size() > rows) {
      String more = "and " + Texts.count(findings.size() - rows, "more finding");
      result.add(Texts.shortened(Texts.styled(more, Texts.FAINT), columns));
    }
    return result;
  }

  /** The bar takes what the words leave. */
  private AttributedString header(int columns) {
    AttributedString words =
        Texts.fitting(
            List.of(
                Texts.styled(Texts.clock(left) + " left", Texts.STRONG),
                Texts.plain(judged),
                Texts.styled(rate(), Texts.FAINT)),
            columns);
    int room = Math.min(WIDEST_BAR, columns - words.columnLength() - 2);
    return room < SLIMMEST_BAR
        ? words
        : Texts.joined(Texts.bar(part, room), Texts.plain("  "), words);
  }

  private String rate() {
    return String.format(Locale.ROOT, "%.1f/s", perSecond);
  }

  private static int widest(List<Row> rows, Function<Row, String> cell) {
    return rows.stream().map(cell).mapToInt(String::length).max().orElse(0);
  }

  private static AttributedString line(Row row, int seen, int elements, int columns) {
    StringBuilder right = new StringBuilder(right(row.seen, seen));
    if (columns >= WITH_ELEMENTS && elements > 0) {
      String word = columns >= WITH_SIZE ? "%-9s ".formatted(word(row.size)) : "";
      right.append("  ").append(word).append(right(row.elements, elements));
    }
    return Texts.row(
        Texts.styled(row.signature, Texts.BAD),
        Texts.styled(right.toString(), style(row.size)),
        columns);
  }

  private static String right(String text, int columns) {
    return " ".repeat(columns - text.length()) + text;
  }

  private static String word(Progress.Size size) {
    return switch (size) {
      case SHRINKING -> "shrinking";
      case MINIMAL -> "minimal";
      case ANY -> "";
    };
  }

  private static AttributedStyle style(Progress.Size size) {
    return switch (size) {
      case SHRINKING -> Texts.BUSY;
      case MINIMAL -> Texts.GOOD;
      case ANY -> Texts.PLAIN;
    };
  }

  @Override
  public String line() {
    return "%s left  %s  %s  %s  %s%s"
        .formatted(
            Texts.clock(left),
            judged,
            rate(),
            String.join("  ", covered),
            Texts.count(findings.size(), "finding"),
            shrinking == 0 ? "" : " (" + shrinking + " shrinking)");
  }
}
