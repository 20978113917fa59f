package winofuzz.metal.sim.instruction;

import java.util.Arrays;
import winofuzz.metal.sim.lanes.Degrees;
import winofuzz.metal.sim.lanes.FieldOperations;
import winofuzz.metal.sim.lanes.Matrix8x8;

/**
 * {@code result = a * b + c} of 8x8 matrices of field elements over each simdgroup.
 *
 * @param c0 the accumulator; not read unless {@code accumulate} is set
 */
public record FieldMatrixMultiply(
    Register result0,
    Register result1,
    Register a0,
    Register a1,
    Register b0,
    Register b1,
    Register c0,
    Register c1,
    boolean accumulate,
    int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    int product = Degrees.sum(degree(frame, a0, a1), degree(frame, b0, b1));
    int degree = accumulate ? Math.max(product, degree(frame, c0, c1)) : product;
    long[] a = new long[Matrix8x8.SIZE * Matrix8x8.SIZE];
    long[] b = new long[a.length];
    long[] c = new long[a.length];
    Simdgroups.forEachFull(
        frame,
        line,
        (first, end) -> {
          Matrix8x8.gather(a, frame.longs(a0), frame.longs(a1), first, end);
          Matrix8x8.gather(b, frame.longs(b0), frame.longs(b1), first, end);
          if (accumulate) {
            Matrix8x8.gather(c, frame.longs(c0), frame.longs(c1), first, end);
          } else {
            Arrays.fill(c, 0);
          }
          FieldOperations.multiplyMatrices(a, b, c);
          Matrix8x8.scatter(c, frame.longs(result0), frame.longs(result1), first, end);
        });
    frame.setDegree(result0, degree);
    frame.setDegree(result1, degree);
  }

  private static int degree(Frame frame, Register zero, Register one) {
    return Math.max(frame.degree(zero), frame.degree(one));
  }
}
