package winofuzz.metal.sim.instruction;

import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.sim.lanes.Bits;
import winofuzz.metal.sim.lanes.FloatMath;

/** Computes the value of a type that is next to one operand in the direction of another. */
public record NextAfter(ScalarType type, Register result, Register from, Register toward)
    implements Instruction {

  @Override
  public void execute(Frame frame) {
    float[] d = frame.floats(result);
    float[] a = frame.floats(from);
    float[] b = frame.floats(toward);
    for (int i = 0; i < frame.lanes(); i++) {
      d[i] = next(a[i], b[i]);
    }
  }

  private float next(float a, float b) {
    if (type == ScalarType.FLOAT || Float.isNaN(a) || Float.isNaN(b) || a == b) {
      return Math.nextAfter(a, (double) b);
    }
    if (a == 0) {
      return FloatMath.copySign(Bits.decodeFloat(type, 1), b);
    }
    boolean grows = (b > a) == (a > 0);
    long bits = Bits.encodeFloat(type, a);
    return Bits.decodeFloat(type, grows ? bits + 1 : bits - 1);
  }
}
