package winofuzz.fuzz.campaign;

import java.io.IOException;
import winofuzz.fuzz.corpus.Finding;

/** Hears of what a campaign finds, as it happens and from one thread. */
public interface CampaignListener {

  /** Some time has passed. */
  void progress(Progress progress);

  /** A bug was seen for the first time; its minimal case is the one it was seen on. */
  void found(Finding finding) throws IOException;

  /** A finding was made minimal. */
  void minimized(Finding finding) throws IOException;

  /** The campaign is over and this is what it has to say of a finding. */
  void finished(Finding finding) throws IOException;

  /** A finding is the same bug as another one, on another path. */
  void merged(Finding finding, Finding into) throws IOException;
}
