package winofuzz.fuzz.prove;

import winofuzz.interpret.Values.Residues;
import winofuzz.number.PrimeField;

/** What evaluation at a {@link FieldPoint} says of a program and the convolution. */
public sealed interface Identity {

  /**
   * They are equal for all inputs.
   *
   * @param degree a bound on the total degree of the difference as a polynomial of the inputs
   * @param elements of the output, each of which was equal
   */
  record Proven(long degree, long elements) implements Identity {
    /**
     * Returns a bound on the probability, over the draw of the point, that all elements are equal
     * at the point though some element is not for all inputs: degree / order, by the lemma of
     * Schwartz and Zippel.
     */
    public double errorProbability() {
      return (double) degree / PrimeField.ORDER;
    }
  }

  /**
   * They are not equal.
   *
   * @param element the first that differs at the point
   * @param expected of the convolution
   * @param found of the program
   * @param count of the elements that differ
   */
  record Refuted(int element, long expected, long found, long count) implements Identity {}

  /**
   * The program has no value that could be compared, in whatever numbers.
   *
   * @param reason what is wrong with it
   */
  record NoValue(String reason) implements Identity {}

  /**
   * Nothing can be said over the field.
   *
   * @param reason names what is no polynomial of the inputs, and where
   */
  record NotProven(String reason) implements Identity {}

  /** Whether the program is wrong. */
  default boolean isRefuted() {
    return switch (this) {
      case Refuted _, NoValue _ -> true;
      case Proven _, NotProven _ -> false;
    };
  }

  /** Returns it in words that follow the name of the program. */
  default String described() {
    return switch (this) {
      case Proven _ -> "equals the convolution for all inputs";
      case Refuted(int element, long expected, long found, long count) ->
          "is not the convolution: %d elements differ, the first at %d: expected %d, found %d"
              .formatted(count, element, expected, found);
      case NoValue(String reason) -> "has no value: " + reason;
      case NotProven(String reason) -> "not proven: " + reason;
    };
  }

  /** Compares what a program comes to with the convolution. */
  static Identity of(Residues expected, Residues found) {
    if (found.size() != expected.size()) {
      return new NoValue("expected %d elements, found %d".formatted(expected.size(), found.size()));
    }
    int first = -1;
    long count = 0;
    for (int i = expected.size() - 1; i >= 0; i--) {
      if (expected.residueAt(i) != found.residueAt(i)) {
        first = i;
        count++;
      }
    }
    return first < 0
        ? new Proven(Math.max(expected.degree(), found.degree()), expected.size())
        : new Refuted(first, expected.residueAt(first), found.residueAt(first), count);
  }
}
