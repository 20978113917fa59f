package winofuzz.fuzz.story;

import java.util.List;
import java.util.Optional;

/**
 * A mistake that compilers make, as a hypothesis: what a convolution comes to if it is made. It is
 * named as the cause of a wrong result only where it gives every element of that result.
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
   */
  record Mistake(String name, String explanation) {}

  /** Returns the first explanation of what is seen. */
  static Optional<Mistake> first(Sight sight) {
    return ALL.stream().flatMap(explanation -> explanation.of(sight).stream()).findFirst();
  }
}
