package winofuzz.fuzz.oracle;

import java.util.Set;
import winofuzz.compiler.Convolution;
import winofuzz.compiler.Convolution.Axis;
import winofuzz.compiler.Path;

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
  public Set<Evidence.Concern> concerns() {
    return Set.of(Evidence.Concern.REWRITE);
  }

  @Override
  public Verdict check(Subject subject, Path path) {
    Convolution c = subject.subject().convolution();
    boolean expected = isFor(c, path);
    boolean found = subject.lowered(path).isWinograd();
    if (expected == found || (found && mayBeFor(c, path))) {
      return new Verdict.Holds(found ? "fires" : "does not fire, rightly");
    }
    String symptom = found ? "fires-wrongly" : "does-not-fire";
    String detail =
        path.label() + (expected ? ": the rewrite is for it and was not made" : ": it was made");
    return new Verdict.Violated(new Evidence(Evidence.Concern.REWRITE, symptom, null, detail));
  }

  private static boolean isFor(Convolution c, Path path) {
    return switch (path) {
      case DIRECT -> false;
      case OLD -> c.spatial().stream().allMatch(FireAssertion::isFor);
      case NEW, HYBRID, MATCHED -> c.isWinograd();
    };
  }

  private static boolean mayBeFor(Convolution c, Path path) {
    return path.rewritesRanges() && c.isWinogradOfSomeElements();
  }

  private static boolean isFor(Axis axis) {
    return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1;
  }
}
