package winofuzz.fuzz.gate;

import winofuzz.fuzz.campaign.CampaignListener;

/** Hears of what a gate does, as it happens and from one thread. */
public interface GateListener extends CampaignListener {

  /** A kept case was judged. */
  void replayed(int done, int of);
}
