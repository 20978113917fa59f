package winofuzz.compiler.lower;

import java.util.List;
import java.util.Objects;
import winofuzz.ir.NodeMap;
import winofuzz.ir.NodeNumbers;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Sums and products of floats, associated as they read without parentheses: x + (y + z) becomes (x
 * + y) + z. An operand that is used elsewhere stays, as it has a variable of its own.
 *
 * <p>The reference leaves such parentheses out of its text, and so adds in that order.
 */
final class Association {
  private final NodeNumbers numbers;
  private final int[] uses;
  private final NodeMap<UOp> associated;

  private Association(List<UOp> nodes) {
    numbers = new NodeNumbers(nodes.size());
    nodes.forEach(numbers::add);
    uses = new int[nodes.size()];
    associated = new NodeMap<>(nodes.size());
    for (UOp node : nodes) {
      for (int i = 0; i < node.arity(); i++) {
        uses[numbers.find(node.src(i))]++;
      }
    }
  }

  static UOp apply(UOp kernel) {
    List<UOp> nodes = kernel.toposort();
    if (nodes.stream().noneMatch(n -> isSumOrProduct(n) && n.src(1).is(n.op()))) {
      return kernel;
    }
    Association association = new Association(nodes);
    nodes.forEach(association::associate);
    return association.of(kernel);
  }

  private static boolean isSumOrProduct(UOp node) {
    return (node.is(Op.ADD) || node.is(Op.MUL)) && node.dtype().isFloat();
  }

  private void associate(UOp node) {
    associated.put(
        node,
        isSumOrProduct(node)
            ? joined(node.op(), of(node.src(0)), node.src(1))
            : node.withSrc(node.src().stream().map(this::of).toList()));
  }

  /** Joins what a left operand was made to with the terms or factors of a right one, in order. */
  private UOp joined(Op op, UOp left, UOp right) {
    return right.is(op) && uses[numbers.find(right)] == 1
        ? joined(op, joined(op, left, right.src(0)), right.src(1))
        : left.alu(op, of(right));
  }

  private UOp of(UOp node) {
    return Objects.requireNonNull(associated.get(node));
  }
}
