package winofuzz.fuzz.serve;

/** Hears of what clients do. Any number of threads may call it at once. */
public interface ServeListener {

  /** A listener that does nothing. */
  ServeListener NONE = _ -> {};

  /** A kernel was launched. */
  void launched(ServedLaunch launch);
}
