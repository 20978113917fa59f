package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Check;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** No conflict of a random kernel is missed, and none that is reported is not one. */
final class RandomMemoryTest {

  private static final SimOptions OPTIONS =
      SimOptions.DEFAULT.withChecks(EnumSet.of(Check.RACE, Check.ATOMIC_ORDER, Check.CONVERGENCE));

  private static @Nullable Violation check(RandomMemory kernel) {
    Outcome outcome = kernel.run(OPTIONS);
    List<Violation> found =
        switch (outcome) {
          case Outcome.Ran ran -> ran.warnings();
          case Outcome.Trapped trapped -> trapped.violations();
          case Outcome.Unsupported _, Outcome.TimedOut _, Outcome.Crashed _ ->
              throw new AssertionError(outcome + "\n" + kernel);
        };
    Violation worst = null;
    for (Violation violation : found) {
      assertTrue(kernel.isTrue(violation), () -> violation + "\n" + kernel);
      if (worst == null
          || RandomMemory.severity(violation.kind()) > RandomMemory.severity(worst.kind())) {
        worst = violation;
      }
    }
    Violation.Kind expected = kernel.worst();
    assertEquals(
        expected == null ? 0 : RandomMemory.severity(expected),
        worst == null ? 0 : RandomMemory.severity(worst.kind()),
        () -> "expected " + expected + ", found " + found + "\n" + kernel);
    return worst;
  }

  private static void kernels(int count) {
    int silent = 0;
    int warned = 0;
    for (int seed = 0; seed < count; seed++) {
      Violation worst = check(new RandomMemory(seed));
      silent += worst == null ? 1 : 0;
      warned += worst != null && worst.kind().isWarning() ? 1 : 0;
    }
    assertTrue(silent > count / 10, silent + " without a report");
    assertTrue(warned > count / 100, warned + " with warnings only");
  }

  @Test
  void agreesWithVectorClocks() {
    kernels(500);
  }

  @Tag("long")
  @Test
  void agreesWithVectorClocksOnManyKernels() {
    kernels(10_000);
  }
}
