package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import winofuzz.metal.MatrixAccumulation;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.FloatUnaryOperation;
import winofuzz.metal.sim.lanes.Matrix8x8;

/**
 * {@code result = a * b + c} of 8x8 matrices over each simdgroup: each element is a sum in float32,
 * rounded to the result's type at the end.
 *
 * @param c0 the accumulator; not read unless {@code accumulate} is set
 * @param order the order in which products and accumulator are added up
 */
public record MatrixMultiply(
    ScalarType type,
    Register result0,
    Register result1,
    Register a0,
    Register a1,
    Register b0,
    Register b1,
    Register c0,
    Register c1,
    boolean accumulate,
    MatrixAccumulation order,
    int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    float[] a = new float[Matrix8x8.SIZE * Matrix8x8.SIZE];
    float[] b = new float[a.length];
    float[] c = new float[a.length];
    Simdgroups.forEachFull(
        frame,
        line,
        (first, end) -> {
          Matrix8x8.gather(a, frame.floats(a0), frame.floats(a1), first, end);
          Matrix8x8.gather(b, frame.floats(b0), frame.floats(b1), first, end);
          if (accumulate) {
            Matrix8x8.gather(c, frame.floats(c0), frame.floats(c1), first, end);
          } else {
            Arrays.fill(c, 0);
          }
          accumulate(a, b, c);
          round(c);
          Matrix8x8.scatter(c, frame.floats(result0), frame.floats(result1), first, end);
        });
  }

  private void accumulate(float[] a, float[] b, float[] c) {
    switch (order) {
      case ROUNDED_LEFT_FOLD -> fold(a, b, c, false);
      case FUSED_LEFT_FOLD -> fold(a, b, c, true);
      case PRODUCTS_FIRST -> {
        float[] products = new float[c.length];
        fold(a, b, products, false);
        for (int i = 0; i < c.length; i++) {
          c[i] = products[i] + c[i];
        }
      }
      case UNKNOWN -> throw new AssertionError("lowering lets no unknown order through");
    }
  }

  private static void fold(float[] a, float[] b, float[] c, boolean fused) {
    int size = Matrix8x8.SIZE;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        float left = a[i * size + k];
        for (int j = 0; j < size; j++) {
          int at = i * size + j;
          float right = b[k * size + j];
          c[at] = fused ? Math.fma(left, right, c[at]) : c[at] + left * right;
        }
      }
    }
  }

  private void round(float[] matrix) {
    if (type == ScalarType.HALF) {
      FloatUnaryOperation.ROUND_TO_HALF.apply(matrix, matrix, matrix.length);
    } else if (type == ScalarType.BFLOAT) {
      FloatUnaryOperation.ROUND_TO_BFLOAT.apply(matrix, matrix, matrix.length);
    }
  }
}
