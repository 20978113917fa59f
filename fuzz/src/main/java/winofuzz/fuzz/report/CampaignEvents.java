package winofuzz.fuzz.report;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.terminal.Texts;

/** What happens in a campaign, in a line each. */
public final class CampaignEvents {
  private CampaignEvents() {}

  /** Returns that a bug was seen for the first time. */
  public static AttributedString found(Finding f) {
    return event("found", Texts.BAD, f.signature().toString(), " on " + f.firstSeen());
  }

  /** Returns that a finding was made smaller. */
  public static AttributedString minimized(Finding f) {
    return event(
        CampaignReport.smallest(f),
        style(f.shrinking() != Finding.Shrinking.UNFINISHED),
        f.signature().toString(),
        " on " + f.minimal() + (f.provenMinimal() ? "" : " (" + CampaignReport.unproven(f) + ")"));
  }

  /** Returns that a program failed that no known finding explains. */
  public static AttributedString found(ProgramFinding f) {
    return event("found", Texts.BAD, f.signature(), ": " + f.detail());
  }

  /** Returns that a finding has a smaller program. */
  public static AttributedString minimized(ProgramFinding f) {
    return event(
        f.isFinished() ? "minimal" : "smaller",
        style(f.isFinished()),
        f.signature(),
        ", seen on " + f.count());
  }

  /** Returns that the wall clock gave up a case. */
  public static AttributedString overtime(CaseReport late) {
    return event("given up", Texts.BUSY, "", CampaignReport.overtime(late));
  }

  /** Returns how far a case is made smaller. */
  public static String shrinking(Signature signature, Minimal soFar) {
    return "shrinking to %s after %s: %s"
        .formatted(
            Texts.count(soFar.smallest().elements(), "element"),
            soFar.tried() == 1 ? "1 try" : soFar.tried() + " tries",
            signature);
  }

  private static AttributedStyle style(boolean done) {
    return done ? Texts.GOOD : Texts.BUSY;
  }

  private static AttributedString event(
      String verb, AttributedStyle style, String subject, String rest) {
    return Texts.joined(
        Texts.styled("%-10s ".formatted(verb), style),
        Texts.plain(subject),
        Texts.styled(rest, Texts.FAINT));
  }
}
