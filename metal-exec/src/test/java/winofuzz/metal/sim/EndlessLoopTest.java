package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Check;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;
import winofuzz.metal.sim.instruction.StepBudget;

/** Every kernel ends: a loop that does not is reported, after what was found before. */
final class EndlessLoopTest {

  private static final SimOptions FEW_STEPS =
      SimOptions.DEFAULT.withBudget(new StepBudget(1 << 22));

  private static Outcome run(SimOptions options, String statements, int groups, int threads) {
    return Sim.run(
        options,
        "kernel void k(device int* r, device const int* a, uint t [[thread_position_in_grid]]) {\n"
            + statements
            + "\n}",
        Extent.of(groups, 1, 1),
        Extent.of(threads, 1, 1),
        BufferArgument.inout(0, Buffer.ofInts(new int[groups * threads])),
        BufferArgument.in(1, Buffer.ofInts(1, 2, 3, 4)));
  }

  private static List<Violation> trapped(String statements, int groups, int threads) {
    Outcome outcome = run(FEW_STEPS, statements, groups, threads);
    return assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString).violations();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for (;;) { }                                              | 0
          while (true) ;                                            | 0
          do { } while (a[0] == 1);                                 | 0
          for (uint i = 3; i >= 0; i--) { r[t] += 1; }              | 0
          for (int i = 0; i < 4; i++) { while (i == 2) { } }        | 0
          for (int i = 0; i < 4;) { continue; }                     | 0
          while (true) { threadgroup_barrier(mem_flags::mem_none); } | 0
          if (t == 5) { while (true) { } }                          | 5
          for (int i = 0; i != 7; i += (t == 3 ? 0 : 1)) { r[t] = i; } | 3
          """)
  void isReportedOfTheFirstThreadInIt(String statements, int thread) {
    Violation first = trapped(statements, 1, 8).getFirst();
    assertEquals(Violation.Kind.ENDLESS_LOOP, first.kind());
    assertEquals(Extent.of(thread, 0, 0), first.thread());
    // The header of the text, then the kernel's own first line.
    assertEquals(4, first.line());
  }

  @Test
  void whatWasFoundBeforeComesFirst() {
    List<Violation> violations = trapped("for (uint i = 3; i >= 0; i--) {\n r[t] += a[i]; }", 1, 1);
    assertEquals(Violation.Kind.READ_OUT_OF_BOUNDS, violations.getFirst().kind());
    Violation.Place place = Objects.requireNonNull(violations.getFirst().place());
    assertEquals(4294967295L, place.element());
    assertEquals(Violation.Kind.ENDLESS_LOOP, violations.getLast().kind());
  }

  @Test
  void aLongLoopIsNotEndless() {
    Outcome outcome =
        run(SimOptions.DEFAULT, "for (int i = 0; i < 3000000; i++) { r[t] += i; }", 1, 2);
    assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
  }

  @Test
  void stepsCountTheSameOnAnyNumberOfCores() {
    String text =
        "kernel void k(device int* r, uint t [[thread_position_in_grid]]) {\n"
            + " int s = 0; for (uint i = 0; i < 4000 || t >= 30000; i++) { s += i; }\n r[t] = s; }";
    Outcome expected = null;
    for (int cores = 1; cores <= 3; cores++) {
      SimDevice device =
          new SimDevice(FEW_STEPS.withBudget(new StepBudget(1 << 26)), System::nanoTime, cores);
      Outcome outcome =
          device.run(
              new Launch(
                  "using namespace metal;\n" + text,
                  "k",
                  Extent.of(1024, 1, 1),
                  Extent.of(32, 1, 1),
                  List.of(BufferArgument.inout(0, Buffer.ofInts(new int[32 * 1024])))));
      Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString);
      assertEquals(Violation.Kind.ENDLESS_LOOP, trapped.violations().getFirst().kind());
      expected = expected == null ? outcome : expected;
      assertEquals(expected, outcome, cores + " cores");
    }
  }

  @Test
  void withoutTheCheckTimeEndsIt() {
    EnumSet<Check> others = EnumSet.complementOf(EnumSet.of(Check.TERMINATION));
    Outcome outcome =
        run(
            FEW_STEPS.withChecks(others).withTimeLimit(Duration.ofMillis(50)),
            "while (true) { }",
            1,
            1);
    Outcome.TimedOut late = assertInstanceOf(Outcome.TimedOut.class, outcome, outcome::toString);
    assertEquals(4, late.line());
  }
}
