package winofuzz.metal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.FieldLaunch.FieldArgument;
import winofuzz.metal.FieldOutcome;

/** The degrees of what kernels compute as polynomials of their inputs. */
final class FieldDegreeTest {

  @ParameterizedTest
  @ValueSource(ints = {64, 50})
  void sumsInLoopsKeepTheirDegree(int threads) {
    long[] x = FieldSim.random(6, 640);
    long[] w = FieldSim.random(7, 10);
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device float* r, device const float* x, device const float* w,
                          uint i [[thread_position_in_grid]]) {
              if (i < 50) {
                float acc = 0.0f;
                for (int j = 0; j < 10; j++) {
                  float term = x[i*10+j];
                  term *= w[j];
                  acc = acc + term;
                }
                r[i] = acc;
              } else {
                r[i] = 1;
              }
            }
            """,
            1,
            threads,
            FieldArgument.writtenOnce(0, threads),
            FieldArgument.in(1, 1, x),
            FieldArgument.in(2, 1, w));
    assertEquals(Map.of(0, 2), ran.degrees());
    for (int i = 0; i < threads; i++) {
      long expected = 1;
      if (i < 50) {
        expected = 0;
        for (int j = 0; j < 10; j++) {
          expected = FieldSim.sum(expected, FieldSim.product(x[i * 10 + j], w[j]));
        }
      }
      assertEquals(expected, ran.residues(0)[i]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a[i] | 3",
        "7.0f | 0",
        "a[i]*2.0f + 1.0f | 3",
        "a[i]*b[i] | 8",
        "fma(a[i], b[i], c[i]) | 8",
        "fma(a[i], 2.0f, b[i]) | 5",
        "a[i]*a[i]*a[i] | 9",
        "i < 2 ? a[i] : b[i] | 5",
        "i < 9 ? a[i] : b[i]*b[i] | 3",
        "select(a[i]*a[i], b[i], i < 9) | 5",
        "simd_sum(a[i]) | 3",
        "simd_product(a[i]) | 12",
        "simd_shuffle_and_fill_up(a[i], b[i], 1, 4)     | 5",
        "simd_prefix_inclusive_sum(b[i])                | 5",
        "simd_shuffle_xor(b[i], 1) | 5",
        "a[i]/c[i] | 3",
        "c[i]*c[i] | 0"
      })
  void degrees(String expression, int degree) {
    String text =
        """
        kernel void k(device float* r, device const float* a, device const float* b,
                      device const float* c, uint i [[thread_position_in_grid]]) {
          r[i] = EXPRESSION;
        }
        """
            .replace("EXPRESSION", expression);
    assertEquals(
        Map.of(0, degree),
        FieldSim.ran(
                text,
                1,
                4,
                FieldArgument.out(0, 4),
                FieldArgument.in(1, 3, 1, 2, 3, 4),
                FieldArgument.in(2, 5, 5, 6, 7, 8),
                FieldArgument.in(3, 0, 9, 10, 11, 12))
            .degrees());
  }

  @Test
  void variablesOfALoopDoNotGatherDegrees() {
    String text =
        """
        float twice(float x) { float y; y = x; y += x; return y; }
        kernel void k(device float* r, device const float* a, device const float* w,
                      uint i [[thread_position_in_grid]]) {
          if (i < 3) {
            float acc = 0.0f;
            for (uint j = 0; j < 6; j++) {
              float value;
              if (j > i) { value = a[j]; } else { value = 1.0f; }
              value *= w[j];
              float pair[2];
              for (uint l = 0; l < 2; l++) { pair[(l+j)%2] = value; }
              for (uint l = 0; l < 2; l++) { pair[(l+j)%2] *= a[l]; }
              acc += pair[j%2] + twice(value);
            }
            r[i] = acc;
          }
        }
        """;
    FieldOutcome.Ran ran =
        FieldSim.ran(
            text,
            1,
            4,
            FieldArgument.inout(0, 0, 0, 0, 0),
            FieldArgument.in(1, 1, 1, 2, 3, 4, 5, 6),
            FieldArgument.in(2, 1, 1, 2, 3, 4, 5, 6));
    assertEquals(Map.of(0, 3), ran.degrees());
  }

  @Test
  void integersHaveNoDegree() {
    FieldOutcome.Ran ran =
        FieldSim.ran(
            """
            kernel void k(device long* r, device float* s, device const float* a,
                          uint i [[thread_position_in_grid]]) {
              float x = a[i]*a[i];
              s[i] = x;
              long n = (long)i*i*5 - 3;
              r[i] = n;
              s[i] = n*a[i];
            }
            """,
            1,
            2,
            FieldArgument.of(BufferArgument.out(0, ElementType.INT64, 2)),
            FieldArgument.out(1, 2),
            FieldArgument.in(2, 1, 3, 4));
    assertEquals(Map.of(0, 0, 1, 2), ran.degrees());
    assertFalse(ran.placesDependOnData(), "it only writes integers");
    assertArrayEquals(new long[] {FieldSim.residue(-9), 8}, ran.residues(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i == 0", "i != 0", "i < 9"})
  void lanesThatTakeNoPartKeepTheirDegree(String condition) {
    String text =
        """
        kernel void k(device float* r, device const float* a,
                      uint i [[thread_position_in_grid]]) {
          float t = a[i]*a[i];
          if (CONDITION) { t = 1.0f; }
          r[i] = t;
        }
        """
            .replace("CONDITION", condition);
    FieldOutcome.Ran ran =
        FieldSim.ran(text, 1, 3, FieldArgument.writtenOnce(0, 3), FieldArgument.in(1, 1, 2, 3, 4));
    assertEquals(Map.of(0, condition.equals("i < 9") ? 0 : 2), ran.degrees());
  }

  @Test
  void powersInLoopsHaveTheirDegree() {
    String text =
        """
        kernel void k(device float* r, device const float* a) {
          float power = 1.0f;
          for (int j = 0; j < 5; j++) { power *= a[0]; }
          r[0] = power;
        }
        """;
    FieldOutcome.Ran ran =
        FieldSim.ran(text, 1, 1, FieldArgument.out(0, 1), FieldArgument.in(1, 1, 3));
    assertArrayEquals(new long[] {243}, ran.residues(0));
    assertEquals(Map.of(0, 5), ran.degrees());
  }

  @Test
  void whatIsReadAndWrittenKeepsTheDegreeItHas() {
    String text =
        """
        kernel void k(device float* r, device float* unused, device const float* a,
                      uint i [[thread_position_in_grid]]) {
          r[i] = r[i] + a[i]*a[i];
        }
        """;
    FieldOutcome.Ran ran =
        FieldSim.ran(
            text,
            1,
            2,
            FieldArgument.inout(0, 1, 10, 20),
            FieldArgument.inout(1, 4, 10),
            FieldArgument.in(2, 2, 3, 4),
            FieldArgument.inout(7, 3, 5));
    assertArrayEquals(new long[] {19, 36}, ran.residues(0));
    assertEquals(Map.of(0, 4, 1, 4, 7, 3), ran.degrees());
  }
}
