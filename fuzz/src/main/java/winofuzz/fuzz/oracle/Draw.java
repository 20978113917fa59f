package winofuzz.fuzz.oracle;

import winofuzz.interpret.Values;

/**
 * Inputs of a case.
 *
 * @param activation of the convolution
 * @param weight of the convolution
 * @param certified whether no operation on them rounds
 */
record Draw(Values activation, Values weight, boolean certified) {
  /** Whether every number of them is finite. */
  boolean isFinite() {
    return activation.areFinite() && weight.areFinite();
  }
}
