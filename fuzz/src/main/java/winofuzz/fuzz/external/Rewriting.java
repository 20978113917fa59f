package winofuzz.fuzz.external;

import java.util.List;
import java.util.Optional;
import winofuzz.ir.DType;

/** What a compiler tells about how it lowers a convolution on a path. */
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

        @Override
        public Optional<CompilerAnswer> withStages(List<String> refused) {
          return Optional.empty();
        }
      };

  /** Returns the type in which products are added up; empty where the compiler does not tell. */
  default Optional<DType> accumulator() {
    return Optional.empty();
  }

  /**
   * Lowers it with some rules refused.
   *
   * @param rules in order, so that what is asked twice is known
   * @return empty where it does not lower without them, or where the compiler cannot refuse rules
   */
  Optional<CompilerAnswer.Lowered> without(List<String> rules);

  /** Returns which rules are wrong; empty where the compiler does not judge them. */
  Optional<RuleJudgement> judgement();

  /**
   * Lowers it with some rules refused, and tells about the stages.
   *
   * @param refused in order
   * @return empty where the compiler does not tell about stages; a failure where it does not answer
   */
  Optional<CompilerAnswer> withStages(List<String> refused);
}
