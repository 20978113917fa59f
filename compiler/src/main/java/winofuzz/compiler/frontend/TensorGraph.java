package winofuzz.compiler.frontend;

import java.util.List;
import java.util.Map;
import winofuzz.ir.AxisRole;
import winofuzz.ir.UOp;

/**
 * A convolution at stage tensor.
 *
 * @param sink a SINK of the output
 * @param input the BUFFER of the activation
 * @param weight the BUFFER of the weight
 * @param roles what the axes of some nodes are; ranges made for those nodes keep it
 * @param winograd whether it is written by Winograd's algorithm
 */
public record TensorGraph(
    UOp sink, UOp input, UOp weight, Map<UOp, List<AxisRole>> roles, boolean winograd) {

  /** The names that inputs are given by. */
  public Map<UOp, String> inputs() {
    return Map.of(input, "x", weight, "w");
  }
}
