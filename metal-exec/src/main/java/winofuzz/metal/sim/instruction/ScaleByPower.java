package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Narrow;

/** {@code value * 2^exponent}, rounded once to the type. */
public record ScaleByPower(ScalarType type, Register result, Register value, Register exponent)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    float[] d = frame.floats(result);
    float[] a = frame.floats(value);
    int[] e = frame.ints(exponent);
    for (int i = 0; i < frame.lanes(); i++) {
      double exact = Math.scalb((double) a[i], Math.max(-400, Math.min(e[i], 400)));
      d[i] =
          switch (type.format()) {
            case HALF -> Narrow.toHalf(exact);
            case BFLOAT -> Narrow.toBfloat(exact);
            case FLOAT -> (float) exact;
          };
    }
  }
}
