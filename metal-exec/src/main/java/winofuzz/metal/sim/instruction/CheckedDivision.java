package winofuzz.metal.sim.instruction;

import winofuzz.metal.Violation;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bank;

/**
 * Integer division and remainder, truncating. A zero divisor is reported and gives zero; the least
 * value divided by -1 is reported and gives itself, with remainder zero.
 */
public record CheckedDivision(
    boolean remainder, ScalarType type, Register result, Register left, Register right, int line)
    implements Instruction {

  private long least() {
    return -1L << (8 * type.bytes() - 1);
  }

  @Override
  public void execute(Frame frame) {
    if (result.bank() == Bank.LONG) {
      longs(frame);
    } else {
      ints(frame);
    }
  }

  private void ints(Frame frame) {
    int[] d = frame.ints(result);
    int[] a = frame.ints(left);
    int[] b = frame.ints(right);
    int[] mask = frame.mask();
    boolean unsigned = type.isUnsigned();
    long least = least();
    for (int i = 0; i < frame.lanes(); i++) {
      if (b[i] == 0) {
        if (mask[i] != 0) {
          frame.report(Violation.Kind.DIVISION_BY_ZERO, line, i);
        }
        d[i] = 0;
      } else if (unsigned) {
        d[i] =
            remainder ? Integer.remainderUnsigned(a[i], b[i]) : Integer.divideUnsigned(a[i], b[i]);
      } else {
        if (b[i] == -1 && a[i] == least && mask[i] != 0) {
          frame.report(Violation.Kind.DIVISION_OVERFLOW, line, i);
        }
        d[i] = remainder ? a[i] % b[i] : a[i] / b[i];
      }
    }
  }

  private void longs(Frame frame) {
    long[] d = frame.longs(result);
    long[] a = frame.longs(left);
    long[] b = frame.longs(right);
    int[] mask = frame.mask();
    boolean unsigned = type.isUnsigned();
    long least = least();
    for (int i = 0; i < frame.lanes(); i++) {
      if (b[i] == 0) {
        if (mask[i] != 0) {
          frame.report(Violation.Kind.DIVISION_BY_ZERO, line, i);
        }
        d[i] = 0;
      } else if (unsigned) {
        d[i] = remainder ? Long.remainderUnsigned(a[i], b[i]) : Long.divideUnsigned(a[i], b[i]);
      } else {
        if (b[i] == -1 && a[i] == least && mask[i] != 0) {
          frame.report(Violation.Kind.DIVISION_OVERFLOW, line, i);
        }
        d[i] = remainder ? a[i] % b[i] : a[i] / b[i];
      }
    }
  }
}
