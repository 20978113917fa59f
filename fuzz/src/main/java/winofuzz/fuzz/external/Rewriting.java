package winofuzz.fuzz.external;

import java.util.List;
import java.util.Optional;

/** What a compiler tells about the rules that it lowers a convolution on a path with. */
interface Rewriting {
  /** Tells nothing. */
  Rewriting NONE =
      new Rewriting() {
        @Override
        public Optional<CompilerAnswer.Lowered> without(List<String> rules) {
          return Optional.empty();
        }

        @Override
        public Optional<RuleJudgement> judgement() {
          return Optional.empty();
        }
      };

  /**
   * Lowers it with some rules refused.
   *
   * @param rules in order, so that what is asked twice is known
   * @return empty where it does not lower without them, or where the compiler cannot refuse rules
   */
  Optional<CompilerAnswer.Lowered> without(List<String> rules);

  /** Returns which rules are wrong; empty where the compiler does not judge them. */
  Optional<RuleJudgement> judgement();
}
