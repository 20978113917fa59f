package winofuzz.fuzz.report;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import winofuzz.fuzz.programs.ProgramScript;
import winofuzz.fuzz.programs.campaign.ProgramCounts;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramResult;

/** What a campaign over programs came to, as text. */
public final class ProgramsReport {
  private ProgramsReport() {}

  /**
   * Returns the text for a terminal.
   *
   * @param reproduce gives the command that shows a finding again
   */
  public static String text(ProgramResult result, Function<ProgramFinding, String> reproduce) {
    ProgramCounts counts = result.counts();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %d runs of them, in %.1f s (%.1f programs a second), seed %d%s%n",
            number(counts.programs(), "program"),
            counts.samples(),
            counts.elapsed().toNanos() / 1e9,
            counts.programsPerSecond(),
            result.seed(),
            result.interrupted() ? ", interrupted" : ""));
    counts.undecided().forEach((why, times) -> text.append(counted("skipped", times, why)));
    counts.remarks().forEach((what, times) -> text.append(counted("noted", times, what)));
    text.append(
            result.findings().isEmpty()
                ? "No finding."
                : number(result.findings().size(), "finding") + ":")
        .append(System.lineSeparator());
    result
        .findings()
        .forEach(f -> text.append(System.lineSeparator()).append(text(f, reproduce.apply(f))));
    return text.toString();
  }

  private static String text(ProgramFinding finding, String reproduce) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%s  %s%n  %s%n%s  on path %s, seen on %s, first on number %d%s%n%n",
            finding.id(),
            finding.signature(),
            finding.detail(),
            finding.rule().isEmpty() ? "" : String.format("  broken by %s%n", finding.rule()),
            finding.path().label(),
            number(finding.count(), "program"),
            finding.number(),
            finding.isFinished() ? "" : "; the smallest so far"));
    ProgramScript.of(finding.smallest())
        .lines()
        .forEach(line -> text.append("    ").append(line).append(System.lineSeparator()));
    return text.append(String.format("%n  reproduce  %s%n", reproduce)).toString();
  }

  /** Returns what {@code check} says of a program that fails: the arguments of the command. */
  public static String reproduce(Path file, String compiler) {
    return "bin/fuzz check --program " + file + " " + compiler;
  }

  private static String counted(String verb, int times, String what) {
    return String.format(Locale.ROOT, "%-7s %s: %s%n", verb, number(times, "time"), what);
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
