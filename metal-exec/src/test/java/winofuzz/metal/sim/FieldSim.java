package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import winofuzz.metal.Extent;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.sim.instruction.StepBudget;

/** Short ways to run small kernels over the prime field in tests. */
final class FieldSim {

  static final BigInteger P = BigInteger.valueOf(FieldLaunch.PRIME);

  private static final String HEADER = "using namespace metal;\n";

  /** Far more than any text here takes, so that one without an end soon comes to it. */
  private static final StepBudget FEW_STEPS = new StepBudget(1 << 24);

  private FieldSim() {}

  /** Runs the kernel called {@code k} of a text, whose first line is line 2. */
  static FieldOutcome run(String text, int groups, int threads, FieldArgument... arguments) {
    return new SimDevice(SimOptions.DEFAULT.withBudget(FEW_STEPS))
        .run(
            new FieldLaunch(
                HEADER + text,
                "k",
                Extent.of(groups, 1, 1),
                Extent.of(threads, 1, 1),
                List.of(arguments)),
            WorkLimit.NONE);
  }

  static FieldOutcome.Ran ran(String text, int groups, int threads, FieldArgument... arguments) {
    FieldOutcome outcome = run(text, groups, threads, arguments);
    return assertInstanceOf(FieldOutcome.Ran.class, outcome, outcome::toString);
  }

  static List<Violation> trapped(String text, int groups, int threads, FieldArgument... arguments) {
    FieldOutcome outcome = run(text, groups, threads, arguments);
    return assertInstanceOf(FieldOutcome.Trapped.class, outcome, outcome::toString).violations();
  }

  static long[] random(int seed, int length) {
    return new Random(seed).longs(length, 0, FieldLaunch.PRIME).toArray();
  }

  static long residue(BigInteger value) {
    return value.mod(P).longValueExact();
  }

  static long residue(long value) {
    return residue(BigInteger.valueOf(value));
  }

  static long sum(long a, long b) {
    return residue(BigInteger.valueOf(a).add(BigInteger.valueOf(b)));
  }

  static long product(long a, long b) {
    return residue(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
  }

  /** Returns the residue of a quotient of integers. */
  static long quotient(long numerator, long denominator) {
    return residue(
        BigInteger.valueOf(numerator).multiply(BigInteger.valueOf(denominator).modInverse(P)));
  }
}
