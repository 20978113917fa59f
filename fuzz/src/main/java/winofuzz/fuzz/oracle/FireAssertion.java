package winofuzz.fuzz.oracle;

import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Concern;
import winofuzz.fuzz.finding.Symptom;

/**
 * {@code fire}: Winograd's algorithm is chosen exactly for the convolutions that it is for. The
 * rewrite of ranges is for at least two window axes of 3 with stride 1 and dilation 1, whatever the
 * others are; old, which transforms every axis or none, for convolutions all of whose axes are
 * such, be it one.
 */
final class FireAssertion implements Assertion {
  @Override
  public String name() {
    return "fire";
  }

  @Override
  public Set<Concern> concerns() {
    return Set.of(Concern.REWRITE);
  }

  /** {@inheritDoc} Nothing is evaluated for it, so that it is asked of all. */
  @Override
  public boolean isFor(ConvCase c) {
    return true;
  }

  @Override
  public Verdict check(Subject subject, LoweringPath path) {
    Optional<Boolean> told = subject.lowered(path).isWinograd();
    if (told.isEmpty()) {
      return new Verdict.Skipped("the compiler does not tell");
    }
    boolean found = told.get();
    return switch (subject.winograd(path)) {
      case REQUIRED ->
          found ? holds(true) : violated(path, false, "the rewrite is required and was not made");
      case ALLOWED -> holds(found);
      case FORBIDDEN -> found ? violated(path, true, "it was made") : holds(false);
    };
  }

  private static Verdict holds(boolean found) {
    return new Verdict.Holds(found ? "fires" : "does not fire, rightly");
  }

  private static Verdict violated(LoweringPath path, boolean made, String seen) {
    return new Verdict.Violated(new Symptom.WronglyRewritten(made), path.label() + ": " + seen);
  }
}
