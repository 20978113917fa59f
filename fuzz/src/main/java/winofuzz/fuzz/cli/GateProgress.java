package winofuzz.fuzz.cli;

import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateListener;
import winofuzz.fuzz.report.CampaignEvents;
import winofuzz.fuzz.report.CampaignPanel;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.terminal.Activity;
import winofuzz.fuzz.terminal.Status;

/** Tells how far a gate is. */
final class GateProgress implements GateListener {
  private final Status status;
  private final int rulesTotal;
  private final Activity replay;
  private @Nullable Activity shrinking;

  GateProgress(Status status, int rulesTotal) {
    this.status = status;
    this.rulesTotal = rulesTotal;
    replay = status.begin("replaying");
  }

  @Override
  public void replayed(int done, int of) {
    replay.at("replaying", done, of);
    if (done == of) {
      status.say("replayed   " + of + (of == 1 ? " case" : " cases"));
    }
  }

  @Override
  public void progress(Progress progress) {
    status.show(CampaignPanel.of(progress, rulesTotal));
  }

  @Override
  public void found(Finding finding) {
    status.say(CampaignEvents.found(finding));
  }

  @Override
  public void minimized(Finding finding) {
    status.say(CampaignEvents.minimized(finding));
  }

  @Override
  public void shrinking(Finding finding, Minimal soFar) {
    Activity activity = shrinking;
    if (activity == null) {
      activity = status.begin("");
      shrinking = activity;
    }
    activity.at(CampaignEvents.shrinking(finding.signature(), soFar));
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
