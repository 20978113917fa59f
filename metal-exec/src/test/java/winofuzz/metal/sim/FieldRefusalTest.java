package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Device;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;
import winofuzz.metal.PreparedKernel;
import winofuzz.metal.Violation;
import winofuzz.metal.WorkLimit;
import winofuzz.metal.cxx.Dialect;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.MslSyntaxException;
import winofuzz.metal.msl.Numbers;

/** Kernels that compute more than polynomials, or do not run, over the prime field. */
final class FieldRefusalTest {

  private static FieldOutcome run(String statement) {
    return FieldSim.run(
        """
        kernel void k(device float* r, device const float* a, device const int* n,
                      threadgroup float* t [[threadgroup(0)]]) {
          float x = a[0], y = a[1];
          STATEMENT
        }
        """
            .replace("STATEMENT", statement),
        1,
        1,
        FieldArgument.inout(0, 0, 0),
        FieldArgument.in(1, 1, 5, 6),
        FieldArgument.of(BufferArgument.in(2, Buffer.ofInts(0, 2))),
        FieldArgument.of(BufferArgument.threadgroup(0, ElementType.UINT64, 4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r[0] = x < y ? x : y;                          | the comparison <",
        "r[0] = (float)(x == y);                        | the comparison ==",
        "r[0] = max(x, y);                              | max",
        "r[0] = min(x, 0.0f);                           | min",
        "r[0] = fmax(x, y);                             | fmax",
        "r[0] = fabs(x);                                | fabs",
        "r[0] = abs(x);                                 | abs",
        "r[0] = floor(x);                               | floor",
        "r[0] = exp2(x);                                | exp2",
        "r[0] = sqrt(x);                                | sqrt",
        "r[0] = sin(2.0f);                              | sin",
        "r[0] = pow(x, 2.0f);                           | pow",
        "r[0] = clamp(x, 0.0f, 1.0f);                   | clamp",
        "r[0] = ldexp(x, 2);                            | ldexp",
        "r[0] = length(float2(x, y));                   | length",
        "r[0] = isnan(x) ? y : x;                       | isnan",
        "r[(int)x] = 1;                                 | the conversion of a number to int",
        "r[0] = a[(uint)x];                             | the conversion of a number to uint",
        "if (x) { r[0] = y; }                           | the conversion of a number to bool",
        "r[0] = !x;                                     | the conversion of a number to bool",
        "r[0] = as_type<float>(as_type<int>(x) + 1);    | as_type",
        "r[0] = as_type<float>(n[0]);                   | as_type",
        "r[0] = (float)as_type<half>((bfloat)x);        | as_type",
        "r[0] = ((device const int*)a)[0];              | memory seen as another type",
        "r[0] = ((device const float*)n)[0];            | memory seen as another type",
        "r[0] = (float)((threadgroup int*)t)[0];        | memory seen as another type",
        "r[0] = INFINITY;                               | the constant INFINITY",
        "r[0] = -NAN;                                   | the constant -NAN",
        "r[0] = 1e39f;                                  | the constant 1e39f",
        "r[0] = simd_max(x);                            | simd_max",
        "r[0] = x / 0.0f;                               | a division by zero",
        "r[0] = x / (float)n[0];                        | a division by zero",
        "r[0] = x / y;                                  | a division by what depends on inputs",
        "r[0] = divide(1.0f, y);                        | a division by what depends on inputs",
      })
  void whatIsNoPolynomial(String statement, String what) {
    FieldOutcome outcome = run(statement);
    FieldOutcome.NotPolynomial refused =
        assertInstanceOf(FieldOutcome.NotPolynomial.class, outcome, outcome::toString);
    assertEquals(5, refused.line());
    assertEquals(what + ", in \"" + statement + "\"", refused.what());
    assertEquals("not a polynomial of its inputs: line 5: " + refused.what(), refused.described());
  }

  @Test
  void aFormatSeenAsAnother() {
    for (String statement :
        List.of(
            "r[0] = ((device const half*)a)[0];",
            "((threadgroup bfloat*)t)[0] = x;",
            "device const half4* h = (device const half4*)a; r[0] = h[0].x;")) {
      FieldOutcome.NotPolynomial refused =
          assertInstanceOf(FieldOutcome.NotPolynomial.class, run(statement), statement);
      assertEquals(5, refused.line());
      assertTrue(refused.what().endsWith("seen in another format"), refused::what);
    }
    assertInstanceOf(
        FieldOutcome.Ran.class, run("r[0] = (*(device const float2*)a).x;"), "same format");
  }

  @Test
  void atomicsOfNumbers() {
    FieldOutcome outcome =
        FieldSim.run(
            """
            kernel void k(device atomic_float* r) {
              atomic_fetch_add_explicit(r, 1.0f, memory_order_relaxed);
            }
            """,
            1,
            1,
            FieldArgument.inout(0, 0, 1));
    assertEquals(
        new FieldOutcome.NotPolynomial(
            "atomic_fetch_add_explicit, in"
                + " \"atomic_fetch_add_explicit(r, 1.0f, memory_order_relaxed);\"",
            3),
        outcome);
  }

  @Test
  void divisionsByConstantsArePolynomials() {
    FieldOutcome.Ran ran =
        assertInstanceOf(FieldOutcome.Ran.class, run("r[0] = x / (float)n[1] + y / 3.0f;"));
    assertEquals(FieldSim.sum(FieldSim.quotient(5, 2), 2), ran.residues(0)[0]);
  }

  @Test
  void aDivisorOfALaneThatTakesNoPartDoesNotCount() {
    FieldOutcome.Ran ran =
        assertInstanceOf(FieldOutcome.Ran.class, run("r[0] = n[0] != 0 ? x / (float)n[0] : y;"));
    assertEquals(6, ran.residues(0)[0]);
  }

  @Test
  void aDivisorOfAnotherLaneDoesNotCount() {
    FieldOutcome outcome =
        FieldSim.run(
            """
            kernel void k(device float* r, uint i [[thread_position_in_grid]]) {
              r[i] = i != 0 ? 1.0f / (float)i : 7.0f;
            }
            """,
            1,
            3,
            FieldArgument.writtenOnce(0, 3));
    FieldOutcome.Ran ran = assertInstanceOf(FieldOutcome.Ran.class, outcome, outcome::toString);
    assertArrayEquals(new long[] {7, 1, FieldSim.quotient(1, 2)}, ran.residues(0));
  }

  @Test
  void comparisonsOfIntegersAreNone() {
    FieldOutcome.Ran ran =
        assertInstanceOf(FieldOutcome.Ran.class, run("r[0] = max(n[0], n[1]) > 1 ? x : y;"));
    assertEquals(5, ran.residues(0)[0]);
    assertTrue(ran.placesDependOnData());
  }

  @Test
  void whatIsNotSupportedIsNotRun() {
    FieldOutcome.NotRun unsupported =
        assertInstanceOf(FieldOutcome.NotRun.class, run("enum { A } e;"));
    assertTrue(unsupported.reason().contains("not supported"), unsupported::reason);
    assertInstanceOf(FieldOutcome.NotRun.class, run("r[0] = sizeof(float);"));
    assertThrows(MslSyntaxException.class, () -> run("r[0] = x +;"));
  }

  @Test
  void aLoopWithoutEndIsTrapped() {
    FieldOutcome.Trapped trapped =
        assertInstanceOf(FieldOutcome.Trapped.class, run("while (true) { r[0] += x; }"));
    assertEquals(Violation.Kind.ENDLESS_LOOP, trapped.violations().getFirst().kind());
  }

  @Test
  void timeAndWorkAreLimited() {
    FieldLaunch launch =
        new FieldLaunch(
            "kernel void k(device float* r) { for (int i = 0; i < 1000000; i++) { r[0] = i; } }",
            "k",
            Extent.of(1, 1, 1),
            Extent.of(1, 1, 1),
            List.of(FieldArgument.out(0, 1)));
    assertInstanceOf(
        FieldOutcome.NotRun.class,
        new SimDevice().withTimeLimit(Duration.ofNanos(1)).run(launch, WorkLimit.NONE));
    WorkLimit none =
        new WorkLimit() {
          @Override
          public boolean allows(long operations) {
            return false;
          }

          @Override
          public void spend(long operations) {
            throw new IllegalStateException("enough");
          }
        };
    assertThrows(IllegalStateException.class, () -> new SimDevice().run(launch, none));
  }

  @Test
  void otherDevicesCannot() {
    Device other =
        new Device() {
          @Override
          public String name() {
            return "other";
          }

          @Override
          public PreparedKernel prepare(String source, String kernel) {
            return (_, _, _) -> new Outcome.Unsupported("nothing");
          }
        };
    assertEquals(
        new FieldOutcome.NotRun("device other computes with rounded numbers alone"),
        other.run(
            new FieldLaunch("", "k", Extent.of(1, 1, 1), Extent.of(1, 1, 1), List.of()),
            WorkLimit.NONE));
  }

  @Test
  void noTextCanNameAFieldElement() {
    for (String name : List.of("field", "field element", "field_element", "FIELD")) {
      assertThrows(
          MslSyntaxException.class,
          () -> MslProgram.parse("kernel void k(device " + name + "* r) {}"));
    }
  }

  @Test
  void fieldElementsAreNeverTranslated() {
    MslProgram program =
        MslProgram.parse("kernel void k(device float* r) { r[0] = 1.0f; }")
            .with(Numbers.FIELD_ELEMENTS);
    assertThrows(AssertionError.class, () -> Translation.of(program, Dialect.HOST));
  }

  @Test
  void theSameTextStillRunsWithRoundedNumbers() {
    Launch launch =
        new Launch(
            "kernel void k(device float* r) { r[0] = 6*0.16666667f; }",
            "k",
            Extent.of(1, 1, 1),
            Extent.of(1, 1, 1),
            List.of(BufferArgument.out(0, ElementType.FLOAT32, 1)));
    assertInstanceOf(Outcome.Ran.class, new SimDevice().run(launch));
  }
}
