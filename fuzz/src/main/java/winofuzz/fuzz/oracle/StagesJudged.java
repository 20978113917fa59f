package winofuzz.fuzz.oracle;

/** Which stages of a compiler are judged. */
enum StagesJudged {
  NONE,
  /** The last one; the others where it is wrong. */
  LAST,
  EACH
}
