package winofuzz.fuzz.engine;

/** How the values of two nodes compare. */
sealed interface Comparison {
  /** They are equal. */
  record Equal() implements Comparison {}

  /** One of them has no value here. */
  record Unknown() implements Comparison {}

  /** They differ; the text says where. */
  record Different(String text) implements Comparison {}
}
