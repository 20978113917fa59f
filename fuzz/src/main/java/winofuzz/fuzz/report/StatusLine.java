package winofuzz.fuzz.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.programs.campaign.ProgramCounts;

/**
 * The progress of a campaign on one line: rewritten in place if the stream is a terminal, else a
 * plain line every ten seconds.
 */
public final class StatusLine {
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
  private static final String CLEAR = "\r\u001B[2K";

  private final PrintStream err;
  private final boolean terminal;
  private Duration lastPlain = Duration.ZERO;

  public StatusLine(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Shows how far a campaign is. */
  public void show(Progress p) {
    show(p.elapsed(), text(p));
  }

  /** Shows how far a campaign over programs is. */
  public void show(ProgramCounts counts, int findings, int shrinking) {
    show(
        counts.elapsed(),
        String.format(
            Locale.ROOT,
            "%s gone  %d programs  %.1f/s  %s",
            clock(counts.elapsed()),
            counts.programs(),
            counts.programsPerSecond(),
            found(findings, shrinking)));
  }

  /** Shows how far work is that has gone on for so long. */
  public void show(Duration elapsed, String text) {
    if (terminal) {
      err.print(CLEAR + text);
      err.flush();
    } else if (elapsed.minus(lastPlain).compareTo(PLAIN_EVERY) >= 0) {
      lastPlain = elapsed;
      err.println(text);
    }
  }

  private static String found(int findings, int shrinking) {
    return "%d finding%s%s"
        .formatted(
            findings,
            findings == 1 ? "" : "s",
            shrinking == 0 ? "" : " (" + shrinking + " shrinking)");
  }

  /** Shows how many things are done, if the line can be rewritten in place. */
  public void show(String verb, int done, int of) {
    if (terminal) {
      err.print(CLEAR + verb + " " + done + " of " + of);
      err.flush();
    }
  }

  /** Writes a line that stays. */
  public void say(String line) {
    err.println((terminal ? CLEAR : "") + line);
  }

  /** Leaves the terminal clean. */
  public void clear() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }

  static String text(Progress p) {
    return String.format(
        Locale.ROOT,
        "%s left  %d cases  %.1f/s  %d shape classes  %s",
        clock(p.budget().minus(p.elapsed())),
        p.cases(),
        p.casesPerSecond(),
        p.shapeClasses(),
        found(p.findings(), p.shrinking()));
  }

  private static String clock(Duration left) {
    Duration shown = left.isNegative() ? Duration.ZERO : left;
    return shown.toHours() > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            shown.toHours(),
            shown.toMinutesPart(),
            shown.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart());
  }
}
