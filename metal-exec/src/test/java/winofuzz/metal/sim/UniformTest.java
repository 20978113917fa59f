package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** What all threads read at one place is kept once; nothing else may show of that. */
final class UniformTest {

  private static final String PARAMETERS =
      "kernel void k(device float* r, device float* a, uint i [[thread_position_in_grid]],"
          + " uint l [[thread_index_in_threadgroup]], uint g [[threadgroup_position_in_grid]]) {\n";

  private static Outcome run(String body, BufferArgument second) {
    return Sim.run(
        PARAMETERS + body + "\n}\n", 2, 4, BufferArgument.out(0, ElementType.FLOAT32, 8), second);
  }

  private static float[] results(String body) {
    Outcome outcome = run(body, BufferArgument.in(1, Buffer.ofFloats(1, 2, 3, 4)));
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    return Sim.output(ran).toFloats();
  }

  @Test
  void aNumberMeetsLanesAndOtherNumbers() {
    assertArrayEquals(
        new float[] {9, 11, 13, 15, 17, 19, 21, 23},
        results("r[i] = a[1] * float(i) + a[2] * a[0] + 3.0f + a[2];"));
  }

  @Test
  void aNumberIsReadAnewInEveryRoundAndBranch() {
    assertArrayEquals(
        new float[] {2, 10, 5, 10, 8, 10, 11, 10},
        results(
            """
            if (i % 2 == 1) { r[i] = 10 * a[0]; } else {
              float sum = 0;
              for (uint n = 0; n < i / 2; n++) { sum += a[2]; }
              r[i] = sum + a[1];
            }
            """));
  }

  @Test
  void threadgroupsHaveMemoryOfTheirOwn() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 2, 2, 2, 2},
        results(
            """
            threadgroup float own[1];
            if (l == 0) { own[0] = g; }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            r[i] = own[0] * a[1];
            """));
  }

  @Test
  void everyThreadThatReadsOutOfBoundsIsReported() {
    Outcome outcome =
        run(
            "if (i > 4) { r[i] = 2 * a[4]; } else { r[i] = a[3] * a[3]; }",
            BufferArgument.in(1, Buffer.ofFloats(1, 2, 3, 4)));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome);
    assertEquals(3, trapped.count());
    Violation first = trapped.violations().getFirst();
    assertEquals(Violation.Kind.READ_OUT_OF_BOUNDS, first.kind());
    assertEquals(Extent.of(1, 0, 0), first.threadgroup());
    assertEquals(Extent.of(1, 0, 0), first.thread());
    assertEquals(new Violation.Place("a", 1, 4, 4), first.place());
  }

  @Test
  void readsOfWhatIsNotWrittenAndRacesAreReported() {
    Outcome unwritten =
        run("r[i] = a[1] * 2; a[i] = 1;", BufferArgument.out(1, ElementType.FLOAT32, 8));
    assertKind(Violation.Kind.UNWRITTEN_READ, unwritten);
    Outcome race =
        run(
            "a[i] = i; r[i] = a[3] * 2;",
            BufferArgument.inout(1, Buffer.ofFloats(1, 2, 3, 4, 5, 6, 7, 8)));
    assertKind(Violation.Kind.RACE_IN_THREADGROUP, race);
  }

  private static void assertKind(Violation.Kind kind, Outcome outcome) {
    Outcome.Trapped trapped =
        assertInstanceOf(Outcome.Trapped.class, outcome, () -> kind + ": " + outcome);
    List<Violation.Kind> kinds = trapped.violations().stream().map(Violation::kind).toList();
    assertEquals(kind, kinds.getFirst(), kinds.toString());
  }
}
