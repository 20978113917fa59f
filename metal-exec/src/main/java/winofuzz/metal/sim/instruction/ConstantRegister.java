package winofuzz.metal.sim.instruction;

import java.util.Arrays;

/**
 * A register that holds one value in all lanes and is never written.
 *
 * @param bits the value, a float's as its raw bits
 */
record ConstantRegister(Register register, long bits) {

  void fill(Frame frame) {
    switch (register.bank()) {
      case FLOAT -> fill(frame, Float.intBitsToFloat((int) bits));
      case INT -> Arrays.fill(frame.ints(register), (int) bits);
      case LONG -> Arrays.fill(frame.longs(register), bits);
    }
  }

  private void fill(Frame frame, float value) {
    if (register.isUniform()) {
      frame.setUniform(register, value);
    } else {
      Arrays.fill(frame.floats(register), value);
    }
  }
}
