package winofuzz.fuzz.gate;

import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.shrink.Minimal;

/** Hears of what a gate does, as it happens and from one thread. */
public interface GateListener extends CampaignListener {

  /** A kept case was judged. */
  void replayed(int done, int of);

  /** A finding of a replayed case is being made minimal. */
  default void shrinking(Finding finding, Minimal soFar) {}
}
