package winofuzz.fuzz.external;

import java.util.List;
import java.util.Optional;

/** What was lowered by rules, can be lowered again without some of them, and is right or wrong. */
interface Blamable {
  /**
   * Returns what is wrong with it, in one line; empty if nothing is.
   *
   * @throws winofuzz.fuzz.lowering.UnsupportedCaseException if that cannot be told
   */
  Optional<String> wrong();

  /** Returns whether it uses memory wrongly in other ways than by reading outside of it. */
  boolean hasMisusedMemory();

  /** Returns the rules that were applied; empty where the compiler does not tell. */
  List<String> rules();

  /** Returns which rules are wrong; empty where the compiler does not judge them. */
  Optional<RuleJudgement> judgement();

  /** Lowers it with some rules refused; empty where that cannot be done. */
  Optional<? extends Blamable> without(List<String> refused);
}
