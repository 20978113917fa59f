package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A reduction of a product recognized as a convolution with 3-wide windows.
 *
 * <p>A window axis is a reduce range of size 3 that is added to a loop range: that the two meet in
 * a plain sum, and nowhere else, means stride 1 and dilation 1. One factor, the activation, has at
 * least two such sums; the other, the weight, has none.
 *
 * @param activation the factor with the sums
 * @param weight the other factor
 * @param taps the reduce ranges of the window
 * @param outputs the loop range of each of them
 * @param sums the node that adds the two
 */
record ConvolutionPattern(
    UOp activation, UOp weight, List<UOp> taps, List<UOp> outputs, List<UOp> sums) {

  private record Sums(List<UOp> taps, List<UOp> outputs, List<UOp> nodes) {}

  /** The convolution that a REDUCE over a MUL is, or null. */
  static @Nullable ConvolutionPattern find(UOp reduce) {
    List<UOp> candidates =
        reduce.srcFrom(1).stream()
            .filter(r -> r.is(Op.RANGE) && r.max() + 1 == WinogradMatrix.TAPS)
            .toList();
    UOp left = reduce.src(0).src(0);
    UOp right = reduce.src(0).src(1);
    Sums inLeft = sums(left, candidates);
    Sums inRight = sums(right, candidates);
    ConvolutionPattern found = null;
    if (inLeft.nodes.size() >= 2 && inRight.nodes.isEmpty()) {
      found = of(left, right, inLeft);
    } else if (inRight.nodes.size() >= 2 && inLeft.nodes.isEmpty()) {
      found = of(right, left, inRight);
    }
    return found != null && found.meetsInSumsOnly() ? found : null;
  }

  /**
   * Whether output and tap occur in their sums alone. A sum can also stand in a bound only: {@code
   * o + 2 k >= 1} is simplified to {@code o + k >= 1}, while the element read is at {@code o + 2
   * k}.
   */
  private boolean meetsInSumsOnly() {
    Map<UOp, UOp> nowhere = new HashMap<>();
    sums.forEach(sum -> nowhere.put(sum, UOp.index(0)));
    UOp rest = Rewriter.substitute(activation, nowhere);
    return taps.stream().noneMatch(rest::dependsOn) && outputs.stream().noneMatch(rest::dependsOn);
  }

  private static ConvolutionPattern of(UOp activation, UOp weight, Sums sums) {
    return new ConvolutionPattern(activation, weight, sums.taps, sums.outputs, sums.nodes);
  }

  private static Sums sums(UOp factor, List<UOp> candidates) {
    List<UOp> missing = new ArrayList<>(candidates);
    Sums found = new Sums(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (UOp node : factor.toposort(n -> !n.is(Op.BUFFERIZE) && !n.is(Op.BUFFER))) {
      if (!node.is(Op.ADD)) {
        continue;
      }
      if (!pair(node, node.src(0), node.src(1), missing, found)) {
        pair(node, node.src(1), node.src(0), missing, found);
      }
    }
    return found;
  }

  private static boolean pair(UOp sum, UOp loop, UOp tap, List<UOp> missing, Sums found) {
    if (!missing.contains(tap) || !loop.is(Op.RANGE) || missing.contains(loop)) {
      return false;
    }
    missing.remove(tap);
    found.taps.add(tap);
    found.outputs.add(loop);
    found.nodes.add(sum);
    return true;
  }
}
