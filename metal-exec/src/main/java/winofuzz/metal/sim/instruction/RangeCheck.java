package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.msl.ScalarType;

/**
 * Reports lanes whose float is too large for the integer type that it is about to become, or NaN.
 */
public record RangeCheck(Register operand, float below, float above, int line)
    implements Instruction {

  /** Returns the check for an integer type. */
  public static RangeCheck of(ScalarType type, Register operand, int line) {
    double above = Math.scalb(1.0, 8 * type.bytes() - (type.isUnsigned() ? 0 : 1));
    double least = type.isUnsigned() ? 0 : -above;
    float below = (float) (least - 1);
    // What lies between the least value less one and the least value is truncated to the latter.
    return new RangeCheck(
        operand, below == (float) least ? Math.nextDown(below) : below, (float) above, line);
  }

  /** Returns whether the check has nothing to report of a value. */
  public boolean allows(float value) {
    return value > below && value < above;
  }

  @Override
  public void execute(Frame frame) {
    float[] values = frame.floats(operand);
    int n = frame.lanes();
    boolean all = true;
    for (int i = 0; i < n; i++) {
      all &= allows(values[i]);
    }
    if (all) {
      return;
    }
    int[] mask = frame.mask();
    for (int i = 0; i < n; i++) {
      if (mask[i] != 0 && !allows(values[i])) {
        frame.report(Violation.Kind.CONVERSION_RANGE, line, i);
      }
    }
  }
}
