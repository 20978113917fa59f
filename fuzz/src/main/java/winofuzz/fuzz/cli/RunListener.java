package winofuzz.fuzz.cli;

import java.io.IOException;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.Progress;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.corpus.FindingStore;
import winofuzz.fuzz.report.StatusLine;

/** Keeps findings as they come and tells of them. */
final class RunListener implements CampaignListener {
  private final FindingStore store;
  private final StatusLine status;

  RunListener(FindingStore store, StatusLine status) {
    this.store = store;
    this.status = status;
  }

  @Override
  public void progress(Progress progress) {
    status.show(progress);
  }

  @Override
  public void found(Finding finding) throws IOException {
    store.keep(finding);
    status.say("found      " + finding.signature() + " on " + finding.firstSeen());
  }

  @Override
  public void minimized(Finding finding) throws IOException {
    store.keep(finding);
    status.say(
        "minimal    "
            + finding.signature()
            + " on "
            + finding.minimal()
            + (finding.provenMinimal() ? "" : " (not proven)"));
  }

  @Override
  public void finished(Finding finding) throws IOException {
    store.keep(finding);
  }

  @Override
  public void merged(Finding finding, Finding into) throws IOException {
    store.drop(finding);
    status.say("the same   " + finding.signature() + " as " + into.signature());
  }
}
