package winofuzz.fuzz.story;

import java.util.List;
import java.util.Optional;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Values;

/**
 * A mistake that compilers make, as a hypothesis: what a convolution comes to if it is made. It is
 * named as the cause of a wrong result only where it contradicts no element of that result.
 */
@FunctionalInterface
interface Explanation {
  /** All of them, the most specific first. */
  List<Explanation> ALL =
      List.of(
          new AxisOrders(OutputPicture.WINOGRAD_TILE),
          new AxisOrders(1),
          WrongConvolutions::paddingOrder,
          WrongInputs::paddingOfOnes,
          WrongInputs::edgeIsPadding,
          WrongInputs::reversedWeight,
          WrongConvolutions::flippedKernel,
          WrongConvolutions::transposedKernel,
          WrongInputs::interleavedGroups,
          WrongConvolutions::otherSteps,
          WrongInputs::leftOutOrTwice,
          WrongValues::shifted,
          WrongValues::scaled,
          WrongValues::firstTile);

  /**
   * Explains what is seen.
   *
   * @return the mistake; empty if it does not give what is seen
   */
  Optional<Mistake> of(Sight sight);

  /**
   * A mistake.
   *
   * @param name in a few words
   * @param explanation what is done wrong, as a sentence
   * @param unknown of how many elements it does not say what they come to
   */
  record Mistake(String name, String explanation, int unknown) {
    /** A mistake that says what every element comes to. */
    Mistake(String name, String explanation) {
      this(name, explanation, 0);
    }
  }

  /** Returns the first explanation of what is seen; empty where nothing is wrong with it. */
  static Optional<Mistake> first(Sight sight) {
    Values right =
        ExactConvolution.evaluate(sight.convolution(), sight.activation(), sight.weight());
    if (sight.matches(right)) {
      return Optional.empty();
    }
    return ALL.stream().flatMap(explanation -> explanation.of(sight).stream()).findFirst();
  }
}
