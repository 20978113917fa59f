package winofuzz.fuzz.gate;

import java.util.Locale;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;

/**
 * A finding that a baseline knows.
 *
 * @param signature what it is recognized by
 * @param state what is expected of it
 * @param target what {@link #minimal} was compiled for
 * @param minimal the smallest case known to show it, or to have shown it
 * @param note what people wrote about it; the gate leaves it as it is
 */
public record Known(
    Signature signature, State state, Target target, ConvCase minimal, String note) {

  /** What is expected of a known finding. */
  public enum State {
    /** It is there and tolerated. */
    OPEN,
    /** It was repaired and must not come back. */
    FIXED;

    /** The name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a baseline that accepts a finding says of it. */
  static Known open(Finding finding) {
    return new Known(
        finding.signature(), State.OPEN, finding.setting().target(), finding.minimal(), "");
  }

  /** The bug that it is one of. */
  Bug bug() {
    return Bug.of(signature);
  }

  /** Whether it is tolerated. */
  public boolean isOpen() {
    return state == State.OPEN;
  }

  Known with(Blame other) {
    return new Known(signature.with(other), state, target, minimal, note);
  }

  Known with(State other) {
    return new Known(signature, other, target, minimal, note);
  }

  Known with(Target otherTarget, ConvCase otherMinimal) {
    return new Known(signature, state, otherTarget, otherMinimal, note);
  }
}
