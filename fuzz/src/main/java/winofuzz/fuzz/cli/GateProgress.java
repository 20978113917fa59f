package winofuzz.fuzz.cli;

import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateListener;
import winofuzz.fuzz.report.CampaignReport;
import winofuzz.fuzz.report.StatusLine;

/** Tells how far a gate is. */
final class GateProgress implements GateListener {
  private final StatusLine status;

  GateProgress(StatusLine status) {
    this.status = status;
  }

  @Override
  public void replayed(int done, int of) {
    status.show("replayed", done, of);
    if (done == of) {
      status.say("replayed   " + of + (of == 1 ? " case" : " cases"));
    }
  }

  @Override
  public void progress(Progress progress) {
    status.show(progress);
  }

  @Override
  public void found(Finding finding) {
    status.say("found      " + finding.signature() + " on " + finding.firstSeen());
  }

  @Override
  public void minimized(Finding finding) {
    status.say(
        "%-10s %s on %s"
            .formatted(CampaignReport.smallest(finding), finding.signature(), finding.minimal()));
  }

  @Override
  public void finished(Finding finding) {
    // The result says it.
  }

  @Override
  public void kept(KeptCase kept) {
    // What a gate replays is chosen by people.
  }

  @Override
  public void counted(Statistics statistics) {
    // The result says it.
  }
}
