package winofuzz.fuzz.cli;

import java.io.IOException;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.campaign.RunFolder;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.report.CampaignEvents;
import winofuzz.fuzz.report.CampaignPanel;
import winofuzz.fuzz.terminal.Status;

/** Writes what a campaign does into its folder as it happens, and reports it. */
final class RunListener implements CampaignListener {
  private final RunFolder folder;
  private final Status status;
  private final CaseScripts scripts;
  private final int rulesTotal;

  RunListener(RunFolder folder, Status status, CaseScripts scripts, int rulesTotal) {
    this.folder = folder;
    this.status = status;
    this.scripts = scripts;
    this.rulesTotal = rulesTotal;
  }

  @Override
  public void progress(Progress progress) {
    status.show(CampaignPanel.of(progress, rulesTotal));
  }

  @Override
  public void kept(KeptCase kept) throws IOException {
    folder.kept(kept);
  }

  @Override
  public void counted(Statistics statistics) throws IOException {
    folder.counted(statistics);
  }

  @Override
  public void overtime(CaseReport report) {
    status.say(CampaignEvents.overtime(report));
  }

  /** Reports it before it is written, so that a full disk does not hide it. */
  @Override
  public void found(Finding finding) throws IOException {
    status.say(CampaignEvents.found(finding));
    folder.found(finding);
  }

  @Override
  public void minimized(Finding finding) throws IOException {
    status.say(CampaignEvents.minimized(finding));
    folder.minimized(finding);
    if (scripts.has(finding.minimal())) {
      keepScript(finding);
    }
  }

  private void keepScript(Finding finding) throws IOException {
    try {
      folder.script(finding, scripts.of(finding.minimal(), finding.path()));
    } catch (UnsupportedCaseException e) {
      status.say("no script  of %s: %s".formatted(finding.signature(), e.getMessage()));
    }
  }

  @Override
  public void finished(Finding finding) throws IOException {
    folder.finished(finding);
    if (finding.same() != null) {
      status.say("the same   " + finding.signature() + " as " + finding.same());
    }
  }
}
