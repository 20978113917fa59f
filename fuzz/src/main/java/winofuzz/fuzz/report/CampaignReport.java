package winofuzz.fuzz.report;

import java.time.Duration;
import java.util.Locale;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.LimitedJudge;

/** What a campaign came to, as text. */
public final class CampaignReport {
  private CampaignReport() {}

  /** Returns the text for a terminal; {@code rulesTotal} is how many rules there are. */
  public static String text(CampaignResult result, int rulesTotal) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s in %.1f s (%.1f a second), seed %d%s%n",
            number(result.statistics().cases(), "case"),
            result.statistics().elapsed().toNanos() / 1e9,
            result.statistics().casesPerSecond(),
            result.seed(),
            result.interrupted() ? ", interrupted" : ""));
    text.append(covered(result, Kind.RULE, "of " + rulesTotal + " rules"));
    text.append(covered(result, Kind.OPTIONS, "sequences of optimizations"));
    text.append(covered(result, Kind.GRID, "classes of grids"));
    text.append(covered(result, Kind.SHAPE, "classes of shapes"));
    text.append(covered(result, Kind.PAIR, "pairs of classes of cases"));
    text.append(covered(result, Kind.TRIPLE, "triples"));
    for (GridRecord grid : result.statistics().grids()) {
      text.append(
          String.format(
              Locale.ROOT,
              "grids %-9s on %s, smallest %s%n",
              grid.gridClass().label(),
              number(grid.count(), "case"),
              grid.smallest()));
    }
    result
        .statistics()
        .skipped()
        .forEach((why, times) -> text.append(counted("skipped", times, why)));
    result
        .statistics()
        .remarks()
        .forEach((what, times) -> text.append(counted("noted", times, what)));
    result.overtime().forEach(late -> text.append(String.format("late    %s%n", overtime(late))));
    text.append(
        result.findings().isEmpty()
            ? "No finding."
            : number(result.findings().size(), "finding") + ":");
    text.append(System.lineSeparator());
    result.findings().forEach(f -> text.append(System.lineSeparator()).append(text(f)));
    return text.toString();
  }

  private static String covered(CampaignResult result, Kind kind, String what) {
    Duration last = result.statistics().lastNew().get(kind);
    return String.format(
        Locale.ROOT,
        "covered %d %s%s%n",
        result.coverage().count(kind),
        what,
        last == null
            ? ""
            : String.format(Locale.ROOT, ", the last new one after %.1f s", last.toNanos() / 1e9));
  }

  private static String counted(String verb, int times, String what) {
    return String.format(Locale.ROOT, "%-7s %s: %s%n", verb, number(times, "time"), what);
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a case that was given up for a reason that depends on the machine, in one line. */
  public static String overtime(CaseReport late) {
    Finding givenUp = late.findings().getFirst();
    boolean isLost =
        givenUp.signature().symptom().equals(new Symptom.LimitExceeded(LimitedJudge.PROCESS));
    return "%s: %s: %s"
        .formatted(
            isLost ? "as it ended what judged it" : "for want of time or memory on this machine",
            late.subject(),
            givenUp.detail());
  }

  /** Returns what the smallest known case of a finding is: minimal only once shrinking is over. */
  public static String smallest(Finding f) {
    return f.shrinking() == Finding.Shrinking.UNFINISHED ? "smallest so far" : "minimal";
  }

  /** Returns why the minimal case of a finding is not proven to be minimal, and how to go on. */
  public static String unproven(Finding f) {
    if (!f.isShrinkable()) {
      return "not shrunk";
    }
    if (f.shrinking() == Finding.Shrinking.UNFINISHED) {
      return "not proven: out of time, go on with " + goOn(f);
    }
    return f.gaveUpOn() == null
        ? "not proven: out of tries"
        : "not proven: gave up on " + f.gaveUpOn();
  }

  /** Returns the command that goes on shrinking a finding. */
  static String goOn(Finding f) {
    return "bin/fuzz triage " + f.id();
  }

  /** Returns a finding in a few lines. */
  public static String text(Finding f) {
    return String.format(
        Locale.ROOT,
        "%s  %s%n  %s%n  %-10s %s%n             %d elements%s%n             seen on %s%n"
            + "  reproduce  %s%n",
        f.id(),
        f.signature(),
        f.detail(),
        smallest(f),
        f.minimal(),
        f.minimal().elements(),
        ", " + (f.provenMinimal() ? "proven minimal" : unproven(f)),
        number(f.count(), "case"),
        f.reproduce());
  }
}
