package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.FieldLaunch;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;
import winofuzz.metal.Violation;

/** Kernels whose numbers are elements of the prime field. */
final class FieldLaunchTest {

  /** Runs {@code r[i] = expression} on {@code a[i]} and {@code b[i]} of a type, by 40 threads. */
  private static FieldOutcome.Ran map(String type, String expression, long[] a, long[] b) {
    String text =
        """
        kernel void k(device TYPE* r, device const TYPE* a, device const TYPE* b,
                      uint i [[thread_position_in_grid]]) {
          r[i] = EXPRESSION;
        }
        """
            .replace("TYPE", type)
            .replace("EXPRESSION", expression);
    return FieldSim.ran(
        text,
        a.length / 10,
        10,
        FieldArgument.writtenOnce(0, a.length),
        FieldArgument.in(1, 1, a),
        FieldArgument.in(2, 1, b));
  }

  /** Returns the value of an expression of constants. */
  private static FieldOutcome.Ran constant(String expression) {
    return FieldSim.ran(
        "kernel void k(device float* r) { r[0] = " + expression + "; }",
        1,
        1,
        FieldArgument.out(0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "half", "bfloat"})
  void identitiesOfPolynomialsHold(String type) {
    long[] a = FieldSim.random(1, 40);
    long[] b = FieldSim.random(2, 40);
    FieldOutcome.Ran product = map(type, "(a[i]+b[i])*(a[i]-b[i])", a, b);
    FieldOutcome.Ran difference = map(type, "a[i]*a[i]-b[i]*b[i]", a, b);
    assertArrayEquals(product.residues(0), difference.residues(0));
    assertEquals(Map.of(0, 2), product.degrees());
    assertEquals(Map.of(0, 2), difference.degrees());
    assertFalse(product.placesDependOnData());
    assertEquals(List.of(), product.constants());
    long[] other = map(type, "a[i]*a[i]+b[i]*b[i]", a, b).residues(0);
    for (int i = 0; i < 40; i++) {
      assertEquals(
          FieldSim.product(FieldSim.sum(a[i], b[i]), FieldSim.sum(a[i], -b[i])),
          product.residues(0)[i]);
      assertNotEquals(other[i], product.residues(0)[i]);
    }
  }

  @Test
  void everyOperatorIsExact() {
    long[] a = FieldSim.random(3, 40);
    long[] b = FieldSim.random(4, 40);
    long[] got =
        map("float", "-a[i]*b[i] + fma(a[i], a[i], b[i])/8.0f - mix(a[i], b[i], 3.0f)", a, b)
            .residues(0);
    for (int i = 0; i < 40; i++) {
      long fused = FieldSim.sum(FieldSim.product(a[i], a[i]), b[i]);
      long mixed = FieldSim.sum(a[i], FieldSim.product(3, FieldSim.sum(b[i], -a[i])));
      long expected =
          FieldSim.sum(
              FieldSim.sum(
                  -FieldSim.product(a[i], b[i]), FieldSim.product(fused, FieldSim.quotient(1, 8))),
              -mixed);
      assertEquals(expected, got[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.16666667f, 1, 6, true",
    "0.1f, 1, 10, true",
    "0.25f, 1, 4, false",
    "1e-3f, 1, 1000, true",
    "3.0f, 3, 1, false",
    "0.33333334f, 1, 3, true",
    "0.25h, 1, 4, false",
    "0.1h, 1, 10, true",
    "(half)(0.1f), 1, 10, true",
    "(half)0.00002f, 1, 50000, true",
    "-0.041666668f, -1, 24, true",
    "M_PI_F, 93343, 29712, true"
  })
  void constantsAreTheSimplestNumbersThatRoundToThem(
      String literal, long numerator, long denominator, boolean rounded) {
    FieldOutcome.Ran ran = constant(literal);
    assertEquals(FieldSim.quotient(numerator, denominator), ran.residues(0)[0]);
    assertEquals(Map.of(0, 0), ran.degrees());
    assertEquals(rounded ? 1 : 0, ran.constants().size());
    if (rounded) {
      FieldOutcome.RoundedConstant constant = ran.constants().get(0);
      assertEquals(2, constant.line());
      assertEquals(literal.replaceAll("[()]|half", ""), constant.text());
      assertEquals(BigInteger.valueOf(numerator), constant.numerator());
      assertEquals(BigInteger.valueOf(denominator), constant.denominator());
    }
  }

  @Test
  void sixTimesASixthIsOne() {
    assertEquals(1, constant("6*0.16666667f").residues(0)[0]);
    assertEquals(1, constant("1.0f/6.0f + 0.8333333f").residues(0)[0]);
    assertNotEquals(1, constant("6*0.1666f").residues(0)[0]);
  }

  @Test
  void constantsOfTablesAndEachConstantOnce() {
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            constant float G[3] = {1, -0.5f, 0.16666667f};
            float sixth(float x) { return x * 0.16666667f; }
            kernel void k(device float* r, uint i [[thread_position_in_grid]]) {
              r[i] = G[i];
              r[i+3] = sixth(sixth(36.0f));
            }
            """,
            1,
            3,
            FieldArgument.out(0, 6));
    assertArrayEquals(
        new long[] {1, FieldSim.quotient(-1, 2), FieldSim.quotient(1, 6), 1, 1, 1},
        ran.residues(0));
    assertEquals(
        List.of("0.16666667f in line 2 is 1/6", "0.16666667f in line 3 is 1/6"),
        ran.constants().stream().map(Object::toString).sorted().toList());
    assertFalse(ran.placesDependOnData());
  }

  @Test
  void vectorsAreLoadedAndStored() {
    long[] a = FieldSim.random(5, 32);
    long[] got =
        FieldSim.ran(
                """
                kernel void k(device float* r, device const float* a,
                              uint i [[thread_position_in_grid]]) {
                  float4 v = *((device const float4*)(a + i*4));
                  half2 h = half2(v.xw);
                  v.y += dot(v.xy, v.zw) + h.y;
                  *((device float4*)(r + i*4)) = v.wzyx * 2;
                }
                """,
                2,
                4,
                FieldArgument.out(0, 32),
                FieldArgument.in(1, 1, a))
            .residues(0);
    for (int i = 0; i < 32; i += 4) {
      long dot =
          FieldSim.sum(FieldSim.product(a[i], a[i + 2]), FieldSim.product(a[i + 1], a[i + 3]));
      long second = FieldSim.sum(FieldSim.sum(a[i + 1], dot), a[i + 3]);
      assertArrayEquals(
          new long[] {
            FieldSim.product(2, a[i + 3]),
            FieldSim.product(2, a[i + 2]),
            FieldSim.product(2, second),
            FieldSim.product(2, a[i])
          },
          Arrays.copyOfRange(got, i, i + 4));
    }
  }

  @Test
  void halvesAreNotRounded() {
    long[] a = {1, 70000, 1L << 40};
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device half* r, device const half* a, device const float* b,
                          uint i [[thread_position_in_grid]]) {
              half sum = (half)(b[i] + (float)a[i]);
              bfloat wide = (bfloat)sum;
              r[i] = (half)((float)wide * 1024.0f + 1.0h);
            }
            """,
            1,
            3,
            FieldArgument.out(0, 3),
            FieldArgument.in(1, 1, a),
            FieldArgument.in(2, 1, 3, 4, 5));
    assertArrayEquals(
        new long[] {4 * 1024 + 1, 70004 * 1024 + 1, ((1L << 40) + 5) * 1024 + 1}, ran.residues(0));
  }

  @Test
  void integersBecomeTheirResidues() {
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float* r, device const int* n, constant ulong& u) {
              r[0] = n[0];
              r[1] = (half)n[1];
              r[2] = (float)(uint)n[0];
              r[3] = u;
              r[4] = (float)(long)n[0];
              r[5] = (char)n[2];
              r[6] = (float)(n[0] < 0);
              r[9] = (float)(2147483648u*1u);
              r[7] = -7;
              r[8] = (float)(n[0] / 2) + 4294967295u;
            }
            """,
            1,
            1,
            FieldArgument.out(0, 10),
            FieldArgument.of(BufferArgument.in(1, Buffer.ofInts(-5, 100000, 200))),
            FieldArgument.of(
                BufferArgument.in(
                    2,
                    Buffer.ofBytes(
                        ElementType.UINT64, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}))));
    assertArrayEquals(
        new long[] {
          FieldSim.residue(-5),
          100000,
          0xfffffffbL,
          7,
          FieldSim.residue(-5),
          FieldSim.residue(-56),
          1,
          FieldSim.residue(-7),
          4294967293L,
          2147483648L
        },
        ran.residues(0));
    assertTrue(ran.placesDependOnData());
    assertEquals(Map.of(0, 0), ran.degrees());
  }

  @Test
  void everySpellingOfAFloatingTypeIsAFieldElement() {
    String text =
        """
        typedef half T;
        using V = vec<bfloat, 2>;
        constant float scale [[function_constant(0)]];
        kernel void k(device T* r, constant float& alpha, threadgroup half4* t) {
          T x = static_cast<T>(alpha);
          V v = V(x, 1.0bf);
          float2 w = float2(v.y, v.x);
          simdgroup_matrix<bfloat, 8, 8> m = make_filled_simdgroup_matrix<bfloat, 8, 8>(x);
          t[0] = half4(w.y);
          r[0] = t[0].z * scale + m.thread_elements()[0];
        }
        """;
    FieldOutcome.Ran ran =
        FieldSim.ran(
            text,
            1,
            1,
            FieldArgument.out(0, 1),
            FieldArgument.in(1, 1, 1L << 50),
            FieldArgument.of(BufferArgument.threadgroup(0, ElementType.UINT64, 4)),
            FieldArgument.of(BufferArgument.functionConstant(0, FieldLaunch.buffer(1L << 40))));
    assertArrayEquals(
        new long[] {FieldSim.sum(FieldSim.product(1L << 50, 1L << 40), 1L << 50)}, ran.residues(0));
    assertEquals(Map.of(0, 1), ran.degrees());
  }

  @Test
  void componentsOfVectorsInMemoryAreWritten() {
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float4* r, device const float* a) {
              r[0].y = a[0]*a[1];
              r[0][2] = a[1];
            }
            """,
            1,
            1,
            FieldArgument.inout(0, 0, 1, 2, 3, 4),
            FieldArgument.in(1, 1, 5, 6));
    assertArrayEquals(new long[] {1, 30, 6, 4}, ran.residues(0));
    assertEquals(Map.of(0, 2), ran.degrees());
  }

  @Test
  void localArraysAndFunctionsWorkAsEver() {
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            void square(thread float* v, int n) { for (int j = 0; j < n; j++) { v[j] *= v[j]; } }
            kernel void k(device float* r, device const float* a, constant int& n) {
              float v[3];
              for (int j = 0; j < n; j++) { v[j] = a[j]; }
              square(v, n);
              for (int j = 0; j < n; j++) { r[j] = v[n-1-j]; }
            }
            """,
            1,
            1,
            FieldArgument.out(0, 3),
            FieldArgument.in(1, 1, 3, 4, 5),
            FieldArgument.of(BufferArgument.in(2, Buffer.ofInts(3))));
    assertArrayEquals(new long[] {25, 16, 9}, ran.residues(0));
    assertTrue(ran.placesDependOnData());
    assertEquals(Map.of(0, 2), ran.degrees());
  }

  @Test
  void gatesChoose() {
    long[] a = {3, 4, 5, 6};
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float* r, device const float* a,
                          uint i [[thread_position_in_grid]]) {
              float inside = (i > 0 && i < 5) ? a[i-1] : 0.0f;
              float2 both = select(float2(inside), float2(7.0f, 9.0f), bool2(i == 2, i == 3));
              r[i] = both.x*both.y;
            }
            """,
            1,
            6,
            FieldArgument.writtenOnce(0, 6),
            FieldArgument.in(1, 1, a));
    assertArrayEquals(new long[] {0, 9, 28, 45, 36, 0}, ran.residues(0));
    assertEquals(Map.of(0, 2), ran.degrees());
  }

  @Test
  void checksStayOn() {
    String text =
        "kernel void k(device float* r, device const float* a, uint i [[thread_position_in_grid]])"
            + " { r[i] = a[i+1]; }";
    Violation violation =
        FieldSim.trapped(text, 1, 4, FieldArgument.out(0, 4), FieldArgument.in(1, 1, 1, 2, 3, 4))
            .getFirst();
    assertEquals(Violation.Kind.READ_OUT_OF_BOUNDS, violation.kind());
    assertEquals(new Violation.Place("a", 1, 4, 4), violation.place());
    assertEquals(
        Violation.Kind.NEVER_WRITTEN,
        FieldSim.trapped(text, 1, 1, FieldArgument.out(0, 2), FieldArgument.in(1, 1, 1, 2))
            .getFirst()
            .kind());
    assertEquals(
        Violation.Kind.SECOND_WRITE,
        FieldSim.trapped(
                "kernel void k(device float* r) { r[0] = 1; }",
                2,
                1,
                FieldArgument.writtenOnce(0, 1))
            .getFirst()
            .kind());
  }

  @Test
  void launchesThatDoNotFitAreRefused() {
    String text = "kernel void k(device float* r, device const float* a) { r[0] = a[0]; }";
    FieldArgument out = FieldArgument.out(0, 1);
    for (FieldArgument wrong :
        List.of(
            FieldArgument.in(1, 1, (1L << 61) - 1),
            FieldArgument.in(1, 1, -1),
            FieldArgument.of(BufferArgument.in(1, Buffer.ofFloats(1))))) {
      assertThrows(BadLaunchException.class, () -> FieldSim.run(text, 1, 1, out, wrong));
    }
    assertThrows(
        BadLaunchException.class,
        () ->
            FieldSim.run(
                text.replace("const float", "const int"),
                1,
                1,
                out,
                new FieldArgument(BufferArgument.in(1, Buffer.ofInts(1)), 1)));
    assertThrows(BadLaunchException.class, () -> FieldArgument.in(1, -1, 1));
  }
}
