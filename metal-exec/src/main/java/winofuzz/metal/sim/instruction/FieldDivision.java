package winofuzz.metal.sim.instruction;

import winofuzz.metal.sim.lanes.FieldMath;

/**
 * Division of field elements. A divisor that depends on inputs, or is zero in a lane that takes
 * part, leads out of the polynomials.
 *
 * @param snippet added to what a report says
 * @param line of the division in the text
 */
public record FieldDivision(
    Register result, Register left, Register right, String snippet, int line)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    if (frame.degree(right) > 0) {
      throw new RefusedOperationException("a division by what depends on inputs" + snippet, line);
    }
    int degree = frame.degree(left);
    long[] d = frame.longs(result);
    long[] a = frame.longs(left);
    long[] b = frame.longs(right);
    int[] mask = frame.mask();
    long divisor = 1;
    long inverse = 1;
    for (int i = 0; i < frame.lanes(); i++) {
      if (mask[i] == 0) {
        continue;
      }
      if (b[i] == 0) {
        throw new RefusedOperationException("a division by zero" + snippet, line);
      }
      if (b[i] != divisor) {
        divisor = b[i];
        inverse = FieldMath.inverse(divisor);
      }
      d[i] = FieldMath.multiply(a[i], inverse);
    }
    frame.setDegree(result, degree);
  }
}
