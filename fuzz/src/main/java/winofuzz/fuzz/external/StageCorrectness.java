package winofuzz.fuzz.external;

import java.util.Optional;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.Culprit.Place;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;

/**
 * What the stages of a convolution come to in rational numbers on some inputs. Those that have no
 * value count as right.
 *
 * @param expected the exact convolution of the inputs
 */
record StageCorrectness(Values activation, Values weight, Values expected) implements Correctness {

  /**
   * A wrong stage.
   *
   * @param evidence the first element that differs
   */
  record Wrong(Stage stage, String evidence) {
    /**
     * Returns what makes it wrong.
     *
     * @param rule the rule to blame, if one is known
     */
    Culprit culprit(Optional<Culprit> rule) {
      return rule.map(r -> new Culprit(stage, r.pass(), r.application(), evidence))
          .orElseGet(() -> new Culprit(stage, unknownPass(), null, evidence));
    }

    private Place unknownPass() {
      return new Place("to-" + stage.label(), "what leads to " + stage.label());
    }
  }

  /** Returns the first stage that is wrong; empty if none is known to be. */
  Optional<Wrong> first(LoweredCase lowered) {
    for (Stage stage : lowered.stages()) {
      Optional<String> difference = difference(lowered, stage);
      if (difference.isPresent()) {
        return difference.map(evidence -> new Wrong(stage, evidence));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> wrong(LoweredCase lowered) {
    if (lowered.stages().isEmpty()) {
      throw new UnsupportedCaseException("no graphs");
    }
    return first(lowered).map(Wrong::evidence);
  }

  @Override
  public boolean hasMisusedMemory(LoweredCase lowered) {
    return false;
  }

  private Optional<String> difference(LoweredCase lowered, Stage stage) {
    Values found;
    try {
      found =
          lowered
              .evaluate(stage, Semantics.EXACT, NumericProfile.STRICT, activation, weight)
              .output();
    } catch (UnsupportedCaseException e) {
      // Nothing can be said of it.
      return Optional.empty();
    }
    if (found.size() != expected.size()) {
      return Optional.of("expected %d elements, found %d".formatted(expected.size(), found.size()));
    }
    for (int i = 0; i < found.size(); i++) {
      if (!found.exactAt(i).equals(expected.exactAt(i))) {
        return Optional.of(
            "element %d: expected %s, found %s".formatted(i, expected.at(i), found.at(i)));
      }
    }
    return Optional.empty();
  }
}
