package winofuzz.fuzz.campaign;

import java.io.IOException;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseReport;

/**
 * Hears of what a campaign does, as it happens and from one thread; what it leaves out it ignores.
 */
public interface CampaignListener {

  /** Some time has passed. */
  default void progress(Progress progress) {}

  /** A case reached what none before it on its track did. */
  default void kept(KeptCase kept) throws IOException {}

  /** A bug was seen for the first time; its minimal case is the one it was seen on. */
  default void found(Finding finding) throws IOException {}

  /** The wall clock gave up a case, which is no finding as it depends on the machine. */
  default void overtime(CaseReport report) {}

  /** A finding was made minimal, or as small as it gets before the end of the campaign. */
  default void minimized(Finding finding) throws IOException {}

  /**
   * Cases were judged: this is what was counted up to the last of them. What they were kept for and
   * what was found in them has been told before.
   */
  default void counted(Statistics statistics) throws IOException {}

  /** The campaign is over and this is what it has to say of a finding. */
  default void finished(Finding finding) throws IOException {}
}
