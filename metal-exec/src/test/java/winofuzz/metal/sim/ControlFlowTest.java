package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.WorkLimit;

/** Branches and loops where lanes go different ways. */
final class ControlFlowTest {

  private static final int N = 70;

  /** Each thread computes {@code result} from its number {@code i} by some statements. */
  private static void each(String statements, IntUnaryOperator expected) {
    String text =
        "int helper(int x) {\n"
            + "  if (x < 10) return x;\n"
            + "  for (int j = 0; j < 5; j++) { if (x % 7 == j) return 100 + j; }\n"
            + "  return -1;\n"
            + "}\n"
            + "void early(thread int& x) { if (x > 30) { x = 1; return; } x = 2; }\n"
            + "kernel void k(device int* r, uint gid [[thread_position_in_grid]]) {\n"
            + "  int i = gid;\n  int result = 0;\n"
            + statements
            + "\n  r[i] = result;\n}\n";
    int[] got = Sim.ints(Sim.ran(text, 7, N / 7, BufferArgument.out(0, ElementType.INT32, N)));
    assertArrayEquals(IntStream.range(0, N).map(expected).toArray(), got, statements);
  }

  @Test
  void branchesDiverge() {
    each(
        "if (i % 3 == 0) result = 1; else if (i % 3 == 1) result = 2; else result = 3;",
        i -> i % 3 + 1);
    each(
        "if (i > 10) { if (i > 20) { result = 2; } else { result = 1; } }",
        i -> i > 20 ? 2 : i > 10 ? 1 : 0);
    each(
        "bool b = i > 10; if (b) { b = false; result = 1; } else { result = 2; }",
        i -> i > 10 ? 1 : 2);
  }

  @Test
  void loopsRunAsLongAsEachLaneWants() {
    each("for (int j = 0; j < i; j++) { result += j; }", i -> i * (i - 1) / 2);
    each(
        "int j = i; while (j > 0) { result++; j /= 2; }",
        i -> 32 - Integer.numberOfLeadingZeros(i));
    each("int j = i; do { result++; j--; } while (j > 0);", i -> Math.max(1, i));
    each("for (int j = 0, m = 1; j < i % 5; j++, m *= 2) result += m;", i -> (1 << (i % 5)) - 1);
  }

  @Test
  void breakAndContinueTakeLanesOut() {
    each("for (int j = 0; j < 100; j++) { if (j == i) break; result++; }", i -> i);
    each(
        "for (int j = 0; j < 10; j++) { if (j % 2 == i % 2) continue; result += j; }",
        i -> i % 2 == 0 ? 25 : 20);
    each("for (;;) { result++; if (result > i) break; }", i -> i + 1);
    each(
        "for (int j = 0; j < 5; j++) { for (int m = 0; m < 5; m++) {"
            + " if (m > i % 4) break; if (m == j) continue; result++; } }",
        i -> nested(i));
    each(
        "int j = 0; while (true) { j++; if (j > i) { break; } if (j % 3 == 0) { continue; }"
            + " result += j; if (result > 50) break; }",
        ControlFlowTest::whileTrue);
  }

  private static int nested(int i) {
    int result = 0;
    for (int j = 0; j < 5; j++) {
      for (int m = 0; m < 5; m++) {
        if (m > i % 4) {
          break;
        }
        if (m == j) {
          continue;
        }
        result++;
      }
    }
    return result;
  }

  private static int whileTrue(int i) {
    int result = 0;
    int j = 0;
    while (true) {
      j++;
      if (j > i) {
        break;
      }
      if (j % 3 == 0) {
        continue;
      }
      result += j;
      if (result > 50) {
        break;
      }
    }
    return result;
  }

  @Test
  void functionsReturnEarly() {
    each("result = helper(i) + helper(i + 1);", i -> helper(i) + helper(i + 1));
    each("result = i; early(result);", i -> i > 30 ? 1 : 2);
    each(
        "for (int j = 0; j < 3; j++) { if (helper(i + j) > 100) break; result++; }",
        ControlFlowTest::helperLoop);
  }

  private static int helper(int x) {
    if (x < 10) {
      return x;
    }
    return x % 7 < 5 ? 100 + x % 7 : -1;
  }

  private static int helperLoop(int i) {
    int result = 0;
    for (int j = 0; j < 3; j++) {
      if (helper(i + j) > 100) {
        break;
      }
      result++;
    }
    return result;
  }

  @Test
  void theKernelReturnsEarly() {
    String text =
        """
        kernel void k(device int* r, uint i [[thread_position_in_grid]]) {
          for (int j = 0; j < 10; j++) {
            if (j == (int)i) { r[i] = j; return; }
          }
          r[i] = -1;
        }
        """;
    int[] got = Sim.ints(Sim.ran(text, 1, 12, BufferArgument.out(0, ElementType.INT32, 12)));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1}, got);
  }

  @Test
  void conditionalsEvaluateOneSideForEachLane() {
    each("result = i > 5 ? (i > 50 ? 3 : 2) : 1;", i -> i > 50 ? 3 : i > 5 ? 2 : 1);
    each("int c = 0; bool b = (i > 5) && (c++ >= 0); result = c + b;", i -> i > 5 ? 2 : 0);
    each("int c = 0; bool b = (i > 5) || (c++ > 0); result = 10 * c + b;", i -> i > 5 ? 1 : 10);
    each("int c = 0; i % 2 ? c++ : c--; result = c;", i -> i % 2 == 1 ? 1 : -1);
    each("result = i != 0 && 100 / i > 10 ? 1 : 0;", i -> i != 0 && 100 / i > 10 ? 1 : 0);
  }

  @Test
  void variablesKeepTheirValuesInLanesThatTakeNoPart() {
    each(
        "int x = i; if (i % 2) { x = -1; int y = x * 2; result = y; } result += x;",
        i -> i % 2 == 1 ? -3 : i);
    each(
        "int a = 1, b = 2; if (i % 2) { int t = a; a = b; b = t; } result = 10 * a + b;",
        i -> i % 2 == 1 ? 21 : 12);
    each(
        "int x = 0; for (int j = 0; j < 4; j++) { int y = x; if (j == i % 4) { y = 100; }"
            + " x = y + 1; } result = x;",
        i -> 100 + 4 - i % 4);
  }

  @Test
  void aLoopWithoutEndIsStoppedByItsWork() {
    WorkLimit none =
        new WorkLimit() {
          @Override
          public boolean allows(long operations) {
            return false;
          }

          @Override
          public void spend(long operations) {
            throw new IllegalStateException("after " + operations);
          }
        };
    Launch endless =
        new Launch(
            "kernel void k(device int* r) { while (true) { r[0] += 1; } }",
            "k",
            Extent.of(1, 1, 1),
            Extent.of(1, 1, 1),
            List.of(BufferArgument.inout(0, winofuzz.metal.Buffer.ofInts(0))));
    SimDevice sim = new SimDevice();
    assertThrows(IllegalStateException.class, () -> sim.run(endless, none));
  }

  @Test
  void aLoopWithoutEndIsStopped() {
    Outcome outcome =
        Sim.run(
            SimOptions.DEFAULT.withTimeLimit(Duration.ofMillis(30)),
            "kernel void k(device int* r) { while (true) { r[0] += 1; } }",
            Extent.of(1, 1, 1),
            Extent.of(1, 1, 1),
            BufferArgument.inout(0, winofuzz.metal.Buffer.ofInts(0)));
    assertInstanceOf(Outcome.TimedOut.class, outcome);
  }
}
