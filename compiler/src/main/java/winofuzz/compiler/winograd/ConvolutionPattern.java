package winofuzz.compiler.winograd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** Orders ranges by their numbers, which is the order of the axes of the tensor graph. */
  static final Comparator<UOp> BY_NUMBER =
      Comparator.comparing(range -> range.axis().id().getFirst());

  private record Sums(List<UOp> taps, List<UOp> outputs, List<UOp> nodes) {}

  /** Returns the convolution that a REDUCE over a MUL is, or null. */
  static @Nullable ConvolutionPattern find(UOp reduce) {
    List<UOp> candidates =
        reduce.srcFrom(1).stream()
            .filter(r -> r.is(Op.RANGE) && r.max() + 1 == WinogradMatrix.TAPS)
            .toList();
    UOp left = reduce.src(0).src(0);
    UOp right = reduce.src(0).src(1);
    Sums inLeft = sums(left, candidates);
    Sums inRight = sums(right, candidates);
    boolean isLeft = !inLeft.nodes.isEmpty();
    if (isLeft && !inRight.nodes.isEmpty()) {
      return null;
    }
    UOp activation = isLeft ? left : right;
    Sums inActivation = meetingInSumsOnly(activation, isLeft ? inLeft : inRight);
    return inActivation.nodes.size() < 2
        ? null
        : new ConvolutionPattern(
            activation,
            isLeft ? right : left,
            inActivation.taps,
            inActivation.outputs,
            inActivation.nodes);
  }

  /** Returns the same with window axes in the order in which their output axes are numbered. */
  ConvolutionPattern inOrderOfOutputs() {
    List<Integer> order =
        IntStream.range(0, outputs.size())
            .boxed()
            .sorted(Comparator.comparing(outputs::get, BY_NUMBER))
            .toList();
    return new ConvolutionPattern(
        activation,
        weight,
        order.stream().map(taps::get).toList(),
        order.stream().map(outputs::get).toList(),
        order.stream().map(sums::get).toList());
  }

  /**
   * Returns the pairs of output and tap that occur in their sums alone. A sum can also stand in a
   * bound only: {@code o + 2 k >= 1} is simplified to {@code o + k >= 1}, while the element read is
   * at {@code o + 2 k}.
   */
  private static Sums meetingInSumsOnly(UOp activation, Sums sums) {
    Map<UOp, UOp> nowhere = new HashMap<>();
    sums.nodes.forEach(sum -> nowhere.put(sum, UOp.index(0)));
    UOp rest = Rewriter.substitute(activation, nowhere);
    Sums result = new Sums(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < sums.nodes.size(); i++) {
      if (!rest.dependsOn(sums.taps.get(i)) && !rest.dependsOn(sums.outputs.get(i))) {
        result.taps.add(sums.taps.get(i));
        result.outputs.add(sums.outputs.get(i));
        result.nodes.add(sums.nodes.get(i));
      }
    }
    return result;
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
