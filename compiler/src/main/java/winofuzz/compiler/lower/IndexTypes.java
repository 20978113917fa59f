package winofuzz.compiler.lower;

import java.util.List;
import java.util.Objects;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Index arithmetic gets a concrete type, int32 where the bounds allow it and int64 elsewhere, and
 * an index that may be invalid becomes an index and a gate: {@code INDEX(b, valid ? i : Invalid)}
 * is {@code INDEX(b, i, valid)}.
 */
final class IndexTypes {
  private IndexTypes() {}

  /** Returns the graph with concrete types. */
  static UOp lower(UOp graph) {
    List<UOp> nodes = graph.toposort();
    NodeMap<UOp> done = new NodeMap<>(nodes.size());
    for (UOp node : nodes) {
      UOp[] operands = new UOp[node.arity()];
      for (int i = 0; i < operands.length; i++) {
        operands[i] = result(node.src(i), done);
      }
      done.put(node, lower(node, operands));
    }
    return result(graph, done);
  }

  /**
   * Returns a node with concrete types, given its operands with concrete types. An index that may
   * be invalid keeps the index type: it goes no further than the INDEX above it, which takes it
   * apart.
   */
  static UOp lower(UOp node, UOp[] operands) {
    if (isGated(node)) {
      return node.withSrc(operands);
    }
    if (node.is(Op.INDEX)) {
      UOp index = operands[1];
      return isGated(index)
          ? node.withSrc(operands[0], index.src(1), index.src(0))
          : node.withSrc(operands);
    }
    for (UOp operand : operands) {
      if (isGated(operand) || operand.isInvalid()) {
        throw new InvalidGraphException(
            node.op() + ": expected Invalid only as an index of an INDEX, found " + node);
      }
    }
    if (node.dtype().isIndex() && !node.isInvalid()) {
      return concrete(node, operands);
    }
    return node.op().isComparison() && node.src(0).dtype().isIndex()
        ? withOperands(node, DType.BOOL, common(operands, DType.INT32), operands)
        : node.withSrc(operands);
  }

  private static boolean isGated(UOp node) {
    return node.is(Op.WHERE) && node.src(2).isInvalid();
  }

  private static UOp concrete(UOp node, UOp[] operands) {
    DType own = fits(node) ? DType.INT32 : DType.INT64;
    return switch (node.op()) {
      case CONST -> node.withDType(own);
      case DEFINE_VAR -> node.withDType(DType.INT32);
      case SPECIAL -> withOperands(node, DType.INT32, DType.INT32, operands);
      case RANGE -> withOperands(node, operands[0].dtype(), operands[0].dtype(), operands);
      case CAST -> operands[0].cast(own);
      case WHERE -> {
        DType type = common(new UOp[] {operands[1], operands[2]}, DType.INT32);
        yield operands[0].where(operands[1].cast(type), operands[2].cast(type));
      }
      // Every other operation has operands of its own type.
      default -> {
        DType type = common(operands, own);
        yield withOperands(node, type, type, operands);
      }
    };
  }

  /** Returns the node with another type, on operands of one type. */
  private static UOp withOperands(UOp node, DType type, DType operandType, UOp[] operands) {
    UOp[] cast = new UOp[operands.length];
    for (int i = 0; i < cast.length; i++) {
      cast[i] = operands[i].cast(operandType);
    }
    return UOp.of(node.op(), type, node.arg(), cast);
  }

  private static boolean fits(UOp node) {
    return node.min() >= Integer.MIN_VALUE && node.max() <= Integer.MAX_VALUE;
  }

  private static DType common(UOp[] operands, DType atLeast) {
    DType result = atLeast;
    for (UOp operand : operands) {
      if (operand.dtype().equals(DType.INT64)) {
        result = DType.INT64;
      }
    }
    return result;
  }

  private static UOp result(UOp node, NodeMap<UOp> done) {
    return Objects.requireNonNull(done.get(node), () -> "not yet lowered: " + node);
  }
}
