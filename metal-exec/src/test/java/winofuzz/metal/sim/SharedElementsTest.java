package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Check;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Outcome;
import winofuzz.metal.Violation;

/** Threads that touch parts of one vector, parts of one scalar, one element with equal values. */
final class SharedElementsTest {

  private static final String HEAD =
      """
      kernel void k(device int* r, device int* both, uint i [[thread_position_in_grid]],
          uint l [[thread_index_in_threadgroup]]) {
        threadgroup int4 t[64];
        threadgroup int* s = (threadgroup int*)t;
        device int4* v = (device int4*)r;
      """;

  /** Runs statements, which begin in line 8, in one threadgroup. */
  private static Outcome run(int threads, String statements) {
    return Sim.run(
        HEAD + statements + "\n}\n",
        1,
        threads,
        BufferArgument.out(0, ElementType.INT32, 4 * threads),
        BufferArgument.inout(1, Buffer.ofInts(new int[4 * threads])));
  }

  private static int[] silent(int threads, String statements) {
    Outcome outcome = run(threads, statements);
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    assertEquals(List.of(), ran.warnings());
    return Sim.ints(Sim.output(outcome));
  }

  private static Violation first(int threads, String statements) {
    Outcome outcome = run(threads, statements);
    return assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString)
        .violations()
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v[i].x = 4 * i; v[i].y = 4 * i + 1; v[i].z = 4 * i + 2; v[i].w = 4 * i + 3;",
        "v[i].xz = int2(4 * i, 4 * i + 2); v[i].wy = int2(4 * i + 3, 4 * i + 1);",
        "v[i].wzyx = int4(4 * i + 3, 4 * i + 2, 4 * i + 1, 4 * i);",
        "for (int c = 0; c < 4; c++) v[i][c] = 4 * i + c;",
        "for (int c = 0; c < 4; c++) { v[i][c] = 4 * i; v[i][c] += c; }",
        "v[i].x = 4 * i; for (int c = 1; c < 4; c++) v[i][c] = v[i].x + c;",
        "v[i].x = 4 * i; v[i].y = v[i].x + 1; v[i].zw = v[i].xy + 2;",
        "for (int c = 0; c < 4; c++) t[l][c] = 4 * i + c; v[i] = t[l];",
        "int4 a[2]; for (int c = 0; c < 4; c++) a[l % 2][c] = 4 * i + c; v[i] = a[l % 2];",
        "int4 a[2]; a[1].x = 4 * i; a[1].yzw = a[1].x + int3(1, 2, 3); v[i] = a[1];"
      })
  void aThreadFillsItsOwnVectorComponentByComponent(String statements) {
    for (int threads : new int[] {1, 3, 32, 50}) {
      int[] expected = IntStream.range(0, 4 * threads).toArray();
      assertArrayEquals(expected, silent(threads, statements));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // What threads do to one vector | the line of the first report | the line that it names
        "if (l % 2 == 0) v[i / 2].xy = 1;\\nif (l % 2 == 1) v[i / 2].zw = 1; | 9 | 8",
        "for (int c = 0; c < 4; c++) if (c % 2 == i % 2) v[i / 2][c] = 1; | 8 | 8",
        "if (l == 0) s[0] = 1;\\nif (l == 1) t[0].y = 1; | 9 | 8",
        "if (l == 0) ((device int4*)both)[0].y = 1;\\nif (l == 1) v[i] = both[0]; | 9 | 8",
        "if (l == 0) t[0].y = 1;\\nif (l == 1) s[3] = 1; | 9 | 8",
        "s[l] = 1;\\nif (l == 1) t[0][2] = 1; | 9 | 8"
      })
  void threadsThatShareAVectorRace(String statements, int line, int other) {
    Violation first = first(8, statements.replace("\\n", "\n") + "\nv[i] = 0;");
    assertEquals(Violation.Kind.RACE_IN_THREADGROUP, first.kind(), first.toString());
    assertEquals(line, first.line(), first.toString());
    Violation.Access access = first.other();
    assertEquals(other, access == null ? 0 : access.line(), first.toString());
  }

  @Test
  void readingOneComponentTouchesNoOther() {
    silent(
        8,
        """
        s[l] = l;
        int x = t[l / 4][l % 4] + (l == 0 ? t[0].x : 0);
        s[l] = x;
        v[i] = x;
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uchar", "short", "half"})
  void threadsWriteTheirOwnPartOfAScalar(String part) {
    silent(
        16,
        "device %s* p = (device %s*)both; p[i] = %s(i); threadgroup %s* q = (threadgroup %s*)t;"
                .formatted(part, part, part, part, part)
            + " q[l] = p[i]; p[i] = q[l]; v[i] = int(p[i]);");
    Violation race =
        first(
            16,
            "device %s* p = (device %s*)both;\np[i / 2] = %s(i); v[i] = 0;"
                .formatted(part, part, part));
    assertEquals(Violation.Kind.RACE_IN_THREADGROUP, race.kind());
    assertEquals(9, race.line());
  }

  @Test
  void aScalarAndItsPartsAreOneMemory() {
    int[] got =
        silent(
            4,
            """
            device uchar* p = (device uchar*)both;
            both[i] = 0x01020304 * int(i);
            for (int c = 0; c < 4; c++) { v[i][c] = p[4 * i + c]; }
            """);
    int[] expected = IntStream.range(0, 16).map(n -> n / 4 * (4 - n % 4)).toArray();
    assertArrayEquals(expected, got);
    Violation race =
        first(
            4,
            "device uchar* p = (device uchar*)both;\nif (l == 0) both[1] = 5;\n"
                + "if (l == 1) p[5] = 5;\nv[i] = 0;");
    assertEquals(
        "kernel k, line 10: race within a threadgroup: both (buffer 1) at element 1 of 16,"
            + " threadgroup (0, 0, 0), thread (1, 0, 0), with the write in line 9 by"
            + " threadgroup (0, 0, 0), thread (0, 0, 0)",
        race.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"both[0] = 7;", "s[0] = 7;", "s[l / 2] = 7;", "t[0] = 3;"})
  void writesOfEqualValuesAreAWarning(String statements) {
    Outcome outcome = run(4, statements + " v[i] = 1;");
    Outcome.Ran ran = assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
    Violation first = ran.warnings().getFirst();
    assertEquals(Violation.Kind.RACE_OF_EQUAL_VALUES, first.kind());
    assertTrue(
        first
            .toString()
            .endsWith(
                "thread (1, 0, 0), with the write in line 8 by threadgroup (0, 0, 0),"
                    + " thread (0, 0, 0)"),
        first.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "both[0] = l;",
        "both[0] = 7;\nif (l == 3) both[0] = 8;",
        "if (l == 0) both[0] = 6;\nif (l < 2) both[0] = 7;",
        "both[0] = 7;\nif (l == 3) both[4] = both[0];",
        "both[0] = 7; threadgroup_barrier(mem_flags::mem_threadgroup);\nboth[0] = 8;"
      })
  void writesOfOtherValuesOrReadersAreARace(String statements) {
    Violation first = first(4, statements + " v[i] = 1;");
    assertEquals(Violation.Kind.RACE_IN_THREADGROUP, first.kind(), first.toString());
  }

  @Test
  void barriersSeparateEqualWrites() {
    silent(
        4,
        "if (l == 0) both[0] = 7; threadgroup_barrier(mem_flags::mem_device);"
            + " if (l == 1) both[0] = 7; v[i] = 1;");
  }

  private static Outcome atomics(String statements) {
    return Sim.run(
        SimOptions.DEFAULT.withChecks(EnumSet.of(Check.RACE, Check.ATOMIC_ORDER)),
        """
        kernel void k(device atomic_uint* a, uint i [[thread_position_in_grid]],
            uint l [[thread_index_in_threadgroup]]) {
          device uint* p = (device uint*)a;
          uint x = 0;
        """
            + statements
            + "\n}\n",
        Extent.of(2, 1, 1),
        Extent.of(8, 1, 1),
        BufferArgument.inout(0, Buffer.zeros(ElementType.UINT32, 16)));
  }

  private static final String ADD = "atomic_fetch_add_explicit(a, 1u, memory_order_relaxed);";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ADD,
        ADD + " atomic_fetch_max_explicit(a, i, memory_order_relaxed);",
        // A sum by compare-exchange, a minimum that is looked at first, tickets.
        "uint old = atomic_load_explicit(a, memory_order_relaxed);"
            + " while (!atomic_compare_exchange_weak_explicit(a, &old, old + i,"
            + " memory_order_relaxed, memory_order_relaxed)) {}",
        "if (atomic_load_explicit(a, memory_order_relaxed) > i)"
            + " atomic_fetch_min_explicit(a, i, memory_order_relaxed);",
        "x = atomic_fetch_add_explicit(a, 1u, memory_order_relaxed);"
            + " if (x < 16) atomic_fetch_add_explicit(&a[x], 1u, memory_order_relaxed);",
        "if (l == 0) p[1 + i / 8] = 1; threadgroup_barrier(mem_flags::mem_device);"
            + " atomic_fetch_add_explicit(&a[1 + i / 8], 1u, memory_order_relaxed);"
            + " threadgroup_barrier(mem_flags::mem_device);"
            + " if (l == 3) x = p[1 + i / 8];"
      })
  void atomicsDoNotRaceWithEachOther(String statements) {
    Outcome outcome = atomics(statements);
    assertInstanceOf(Outcome.Ran.class, outcome, outcome::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ADD + " if (i == 9) p[0] = 0; | RACE_BETWEEN_THREADGROUPS",
        ADD + " if (i == 9) x = p[0]; | RACE_BETWEEN_THREADGROUPS",
        "if (i < 8) { " + ADD + " if (l == 3) p[0] = 0; } | RACE_IN_THREADGROUP",
        "if (i == 0) p[0] = 0; if (i == 8) x = atomic_load_explicit(a, memory_order_relaxed);"
            + " | RACE_BETWEEN_THREADGROUPS",
        "if (i == 9) atomic_store_explicit(a, 0u, memory_order_relaxed); "
            + ADD
            + " | ORDER_OF_ATOMICS",
        ADD + " if (i == 9) x = atomic_load_explicit(a, memory_order_relaxed); | ORDER_OF_ATOMICS"
      })
  void atomicsRaceWithPlainAccessesAndCountsDependOnOrder(
      String statements, Violation.Kind expected) {
    Outcome outcome = atomics(statements);
    Outcome.Trapped trapped = assertInstanceOf(Outcome.Trapped.class, outcome, outcome::toString);
    assertEquals(expected, trapped.violations().getFirst().kind(), outcome.toString());
  }

  @Test
  void anOutputMayBeWrittenTwiceUnlessItsLaunchForbidsIt() {
    String text =
        """
        kernel void k(device int* r, uint i [[thread_position_in_grid]]) {
          r[i] = 0;
          for (int j = 0; j < 3; j++) { r[i] += j; }
        }
        """;
    BufferArgument often = BufferArgument.out(0, ElementType.INT32, 4);
    assertArrayEquals(new int[] {3, 3, 3, 3}, Sim.ints(Sim.ran(text, 2, 2, often)));
    BufferArgument once = BufferArgument.writtenOnce(0, ElementType.INT32, 4);
    assertEquals(Violation.Kind.SECOND_WRITE, Sim.trapped(text, 2, 2, once).getFirst().kind());
    String partial = text.replace("r[i] = 0;", "if (i == 2) return; r[i] = 0;");
    assertEquals(Violation.Kind.NEVER_WRITTEN, Sim.trapped(partial, 2, 2, often).getFirst().kind());
  }
}
