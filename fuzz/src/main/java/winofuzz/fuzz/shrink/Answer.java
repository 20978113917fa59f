package winofuzz.fuzz.shrink;

/** Whether a case shows a bug. */
public enum Answer {
  YES,
  NO,
  /** Nobody knows: telling would have taken more than a case may take. */
  GAVE_UP
}
