package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Check;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** Faulty kernels, and the report that each gives. */
final class CheckTest {

  private static final String HEAD =
      """
      kernel void k(device int* r, device int* a, uint i [[thread_position_in_grid]],
          uint l [[thread_index_in_threadgroup]]) {
      """;

  /** Runs statements, which begin in line 5, in two threadgroups of four threads. */
  private static Outcome run(Set<Check> checks, String statements) {
    return Sim.run(
        SimOptions.DEFAULT.withChecks(checks),
        HEAD + statements + "\n}\n",
        Extent.of(2, 1, 1),
        Extent.of(4, 1, 1),
        BufferArgument.writtenOnce(0, ElementType.INT32, 8),
        BufferArgument.in(1, Buffer.ofInts(1, 2, 3, 4, 5, 6, 7, 8)));
  }

  /** Requires a violation, and silence once its check is off; gives the first one's text. */
  private static String report(Violation.Kind kind, String statements) {
    Outcome outcome = run(EnumSet.allOf(Check.class), statements);
    Outcome.Trapped trapped =
        assertInstanceOf(Outcome.Trapped.class, outcome, () -> statements + outcome);
    Violation first = trapped.violations().get(0);
    assertEquals(kind, first.kind(), first.toString());
    Set<Check> others = EnumSet.allOf(Check.class);
    others.remove(kind.check());
    Outcome quiet = run(others, statements);
    if (quiet instanceof Outcome.Trapped still) {
      assertTrue(
          still.violations().stream().noneMatch(v -> v.kind().check() == kind.check()),
          still.toString());
    }
    return first.toString();
  }

  private static void clean(String statements) {
    Outcome outcome = run(EnumSet.allOf(Check.class), statements);
    assertInstanceOf(Outcome.Ran.class, outcome, () -> statements + outcome);
  }

  @Test
  void readsOutOfBounds() {
    assertEquals(
        "kernel k, line 5: read out of bounds: a (buffer 1) at element 8 of 8,"
            + " threadgroup (1, 0, 0), thread (3, 0, 0)",
        report(Violation.Kind.READ_OUT_OF_BOUNDS, "r[i] = a[i + 1];"));
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "r[i] = a[(int)i - 1];");
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "r[i] = a[i * 1000000000];");
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "if (i == 5) r[i] = a[8]; else r[i] = 0;");
    clean("r[i] = i < 7 ? *(a + (i + 1)) : 0;");
    clean("r[i] = i < 7 && a[i + 1] > 3;");
    clean("int s = 0; for (uint j = 0; j < 8 - i; j++) { s += a[i + j]; } r[i] = s;");
  }

  @Test
  void writesOutOfBounds() {
    assertEquals(
        "kernel k, line 5: write out of bounds: r (buffer 0) at element -1 of 8,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.WRITE_OUT_OF_BOUNDS, "r[(int)i - 1] = 0;"));
    assertEquals(
        "kernel k, line 5: write to an input buffer: a (buffer 1) at element 0 of 8,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.WRITE_TO_INPUT, "a[i] = 0; r[i] = 0;"));
  }

  @Test
  void localAndThreadgroupArraysHaveBounds() {
    assertEquals(
        "kernel k, line 5: write out of bounds: t at element 4 of 4,"
            + " threadgroup (1, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.WRITE_OUT_OF_BOUNDS, "int t[4]; t[i] = 1; r[i] = t[i % 1];"));
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "int t[2] = {1, 2}; r[i] = t[i];");
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "int t[2] = {1, 2}; r[i] = t[2];");
    report(Violation.Kind.WRITE_OUT_OF_BOUNDS, "threadgroup int t[3]; t[l] = 1; r[i] = 0;");
    report(Violation.Kind.READ_OUT_OF_BOUNDS, "int2 v = int2(1, 2); r[i] = v[i];");
  }

  @Test
  void unwrittenReads() {
    assertEquals(
        "kernel k, line 5: read of what was never written: r (buffer 0) at element 0 of 8,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.UNWRITTEN_READ, "r[i] = r[i] + 1;"));
    assertEquals(
        "kernel k, line 5: read of what was never written: x at element 0 of 1,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.UNWRITTEN_READ, "int x; r[i] = x;"));
    assertEquals(
        "kernel k, line 5: read of what was never written: x at element 0 of 1,"
            + " threadgroup (0, 0, 0), thread (3, 0, 0)",
        report(Violation.Kind.UNWRITTEN_READ, "int x; if (l < 3) { x = 1; } r[i] = x;"));
    report(Violation.Kind.UNWRITTEN_READ, "int t[4]; t[0] = 1; r[i] = t[1];");
    report(Violation.Kind.UNWRITTEN_READ, "int t[4]; t[i % 4] = 1; r[i] = t[0];");
    report(
        Violation.Kind.UNWRITTEN_READ,
        "int t[4]; for (int j = 1; j < 4; j++) t[j] = 1; r[i] = t[l];");
    report(Violation.Kind.UNWRITTEN_READ, "int2 v; v.x = 1; r[i] = v.y;");
    report(
        Violation.Kind.UNWRITTEN_READ,
        "threadgroup int t[4]; if (l > 0) t[l] = 1;"
            + " threadgroup_barrier(mem_flags::mem_threadgroup); r[i] = t[0];");
    report(
        Violation.Kind.UNWRITTEN_READ,
        "for (int j = 0; j < 2; j++) { int x; if (j == 0) x = 1; r[i] = x; }");
    clean("int x; if (l < 3) { x = 1; } else { x = 2; } r[i] = x;");
    clean("int x; if (l < 3) { x = 1; } if (l < 3) { x += 1; } else { x = 7; } r[i] = x;");
    clean("int t[4]; for (int j = 0; j < 4; j++) t[j] = j; r[i] = t[l];");
    clean("int x; for (int j = 0; j < 3; j++) { x = j; } r[i] = x;");
  }

  @Test
  void everyOutputElementIsWrittenExactlyOnce() {
    assertEquals(
        "kernel k, line 5: second write: r (buffer 0) at element 0 of 8,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.SECOND_WRITE, "r[i] = 1; r[i] = 2;"));
    report(Violation.Kind.SECOND_WRITE, "r[i / 2] = 1;");
    assertEquals(
        "kernel k: never written: r (buffer 0) at element 7 of 8,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        report(Violation.Kind.NEVER_WRITTEN, "if (i < 7) r[i] = 1;"));
    clean(
        "device atomic_int* a = (device atomic_int*)r;"
            + " atomic_fetch_add_explicit(&a[i / 2], 1, memory_order_relaxed);"
            + " atomic_fetch_add_explicit(&a[i / 2 + 4], 1, memory_order_relaxed);");
  }

  @Test
  void racesWithinAThreadgroup() {
    report(
        Violation.Kind.RACE_IN_THREADGROUP,
        "threadgroup int t[4]; t[l] = 1; r[i] = t[(l + 1) % 4];");
    report(Violation.Kind.RACE_IN_THREADGROUP, "threadgroup int t[4]; t[l / 2] = l; r[i] = 0;");
    report(
        Violation.Kind.RACE_IN_THREADGROUP,
        "threadgroup int t[4]; t[l] = 1; threadgroup_barrier(mem_flags::mem_threadgroup);"
            + " r[i] = t[3 - l]; t[l] = 2;");
    report(
        Violation.Kind.RACE_IN_THREADGROUP,
        "threadgroup int t[4]; t[l] = 1; threadgroup_barrier(mem_flags::mem_device);"
            + " r[i] = t[3 - l];");
    clean(
        "threadgroup int t[4]; t[l] = 1; threadgroup_barrier(mem_flags::mem_threadgroup);"
            + " int x = t[3 - l]; threadgroup_barrier(mem_flags::mem_threadgroup);"
            + " t[l] = 2; r[i] = x + t[l];");
  }

  @Test
  void racesBetweenThreadgroups() {
    List<Violation> found =
        Sim.trapped(
            """
            kernel void k(device int* r, uint g [[threadgroup_position_in_grid]]) { r[0] = g; }
            """,
            2,
            1,
            BufferArgument.inout(0, Buffer.ofInts(0)));
    assertEquals(Violation.Kind.RACE_BETWEEN_THREADGROUPS, found.get(0).kind());
    found =
        Sim.trapped(
            """
            kernel void k(device int* r, uint g [[threadgroup_position_in_grid]]) {
              int x = r[0];
              threadgroup_barrier(mem_flags::mem_device);
              if (g == 1) { r[0] = x; }
            }
            """,
            2,
            1,
            BufferArgument.inout(0, Buffer.ofInts(0)));
    assertEquals(Violation.Kind.RACE_BETWEEN_THREADGROUPS, found.get(0).kind());
    assertEquals(6, found.get(0).line());
  }

  @Test
  void simdgroupBarriersOrderTheirSimdgroupOnly() {
    String text =
        """
        kernel void k(device int* r, uint l [[thread_index_in_threadgroup]]) {
          threadgroup int t[64];
          t[l] = l;
          simdgroup_barrier(mem_flags::mem_threadgroup);
          r[l] = t[l ^ %d];
        }
        """;
    BufferArgument out = BufferArgument.out(0, ElementType.INT32, 64);
    Sim.ran(text.formatted(31), 1, 64, out);
    List<Violation> found = Sim.trapped(text.formatted(32), 1, 64, out);
    assertEquals(Violation.Kind.RACE_IN_THREADGROUP, found.get(0).kind());
  }

  @Test
  void divergentBarriers() {
    assertEquals(
        "kernel k, line 5: barrier that not all threads reach,"
            + " threadgroup (0, 0, 0), thread (3, 0, 0)",
        report(
            Violation.Kind.DIVERGENT_BARRIER,
            "r[i] = 0; if (l < 3) threadgroup_barrier(mem_flags::mem_none);"));
    report(
        Violation.Kind.DIVERGENT_BARRIER,
        "r[i] = 0; if (l == 0) return; threadgroup_barrier(mem_flags::mem_none);");
    report(
        Violation.Kind.DIVERGENT_BARRIER,
        "r[i] = 0; for (uint j = 0; j < l; j++) threadgroup_barrier(mem_flags::mem_none);");
    clean("r[i] = 0; if (i < 4) threadgroup_barrier(mem_flags::mem_none);");
  }

  @Test
  void divergentSimdgroups() {
    String text =
        """
        kernel void k(device float* r, uint l [[thread_index_in_threadgroup]]) {
          simdgroup_float8x8 m = make_filled_simdgroup_matrix<float, 8, 8>(1.0f);
          if (l < 31) { simdgroup_multiply(m, m, m); }
          r[l] = m.thread_elements()[0];
        }
        """;
    List<Violation> found =
        Sim.trapped(text, 1, 32, BufferArgument.out(0, ElementType.FLOAT32, 32));
    assertEquals(Violation.Kind.DIVERGENT_SIMDGROUP, found.get(0).kind());
    assertEquals(5, found.get(0).line());
    assertEquals(Extent.of(31, 0, 0), found.get(0).thread());
    report(Violation.Kind.DIVERGENT_SIMDGROUP, "r[i] = simd_shuffle(a[i], 9);");
  }

  @Test
  void integerDivisionByZero() {
    assertEquals(
        "kernel k, line 5: integer division by zero, threadgroup (0, 0, 0), thread (3, 0, 0)",
        report(Violation.Kind.DIVISION_BY_ZERO, "r[i] = 100 / (3 - (int)l);"));
    report(Violation.Kind.DIVISION_BY_ZERO, "r[i] = a[i] % (a[i] - 5);");
    report(Violation.Kind.DIVISION_BY_ZERO, "r[i] = (int)((long)a[i] / (a[i] - 5l));");
    clean("r[i] = l == 0 ? 0 : 100 / (int)l;");
  }

  @Test
  void shiftsOutOfRange() {
    report(Violation.Kind.SHIFT_RANGE, "r[i] = 1 << (28 + i);");
    report(Violation.Kind.SHIFT_RANGE, "r[i] = a[i] >> ((int)l - 1);");
    report(Violation.Kind.SHIFT_RANGE, "r[i] = a[i] << 32;");
    report(Violation.Kind.SHIFT_RANGE, "r[i] = (int)((long)a[i] >> (60 + i));");
    clean("r[i] = 1 << (24 + i); long x = 1l << 63;");
  }

  @Test
  void misalignedVectors() {
    assertEquals(
        "kernel k, line 5: misaligned vector: a (buffer 1) at element 1 of 8,"
            + " threadgroup (0, 0, 0), thread (1, 0, 0)",
        report(Violation.Kind.MISALIGNED, "r[i] = i < 7 ? (*((device int2*)(a + i))).y : 0;"));
    clean("r[i] = (*((device int2*)(a + (i & ~1u)))).y;");
  }

  @Test
  void launchesHaveLimits() {
    String plain = "kernel void k(device int* r) { }";
    BufferArgument buffer = BufferArgument.inout(0, Buffer.ofInts(0));
    List<Violation> found = Sim.trapped(plain, 1, 1025, buffer);
    assertEquals(
        "kernel k: too many threads in a threadgroup: 1025 threads per threadgroup, at most 1024,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        found.get(0).toString());
    found =
        Sim.trapped("kernel void k(device int* r) { threadgroup float t[8193]; }", 1, 1, buffer);
    assertEquals(Violation.Kind.TOO_MUCH_THREADGROUP_MEMORY, found.get(0).kind());
  }

  @Test
  void manyViolationsAreCountedAndFewKept() {
    Outcome outcome =
        Sim.run(
            "kernel void k(device int* r, uint i [[thread_position_in_grid]]) { r[i + 1] = 0; }",
            1000,
            1,
            BufferArgument.inout(0, Buffer.ofInts(0)));
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome);
    assertEquals(1000, trapped.count());
    assertEquals(4, trapped.violations().size());
  }

  @Test
  void functionsThatEndWithoutTheirValueGiveAnUnwrittenOne() {
    List<Violation> violations =
        Sim.trapped(
            "int f(int a) { a += 1; }\nkernel void k(device int* r) { r[0] = f(1) + 2; }",
            1,
            1,
            BufferArgument.out(0, ElementType.INT32, 1));
    assertEquals(
        "kernel k, line 4: read of what was never written: the result of f at element 0 of 1,"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        violations.get(0).toString());
  }

  @Test
  void faultyReadsGiveZeroAndTheRestGoesOn() {
    Outcome.Trapped trapped =
        (Outcome.Trapped) run(EnumSet.allOf(Check.class), "r[i] = a[i + 1] * 10;");
    assertEquals(Buffer.ofInts(20, 30, 40, 50, 60, 70, 80, 0), trapped.outputs().get(0));
  }
}
