package winofuzz.compiler.lower;

import java.util.HashMap;
import java.util.Map;
import winofuzz.compiler.Target;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Index arithmetic gets a concrete type, int32 where the bounds allow it and int64 elsewhere, and
 * an index that may be invalid becomes an index and a gate: {@code INDEX(b, valid ? i : Invalid)}
 * is {@code INDEX(b, i, valid)}.
 */
public final class IndexTypes implements Pass {

  @Override
  public String name() {
    return "index types";
  }

  @Override
  public UOp apply(UOp kernel, Target target) {
    Map<UOp, UOp> done = new HashMap<>();
    for (UOp node : kernel.toposort()) {
      // An invalid index goes no further than the INDEX above it, which takes it apart.
      done.put(node, isGated(node) || node.isInvalid() ? node : lowered(node, done));
    }
    return Rebuild.result(kernel, done);
  }

  private static boolean isGated(UOp node) {
    return node.is(Op.WHERE) && node.src(2).isInvalid();
  }

  private static UOp lowered(UOp node, Map<UOp, UOp> done) {
    if (node.is(Op.INDEX) && isGated(node.src(1))) {
      UOp gated = node.src(1);
      return node.withSrc(
          Rebuild.result(node.src(0), done),
          Rebuild.result(gated.src(1), done),
          Rebuild.result(gated.src(0), done));
    }
    UOp rebuilt = Rebuild.withOperands(node, done);
    if (rebuilt.src().stream().anyMatch(s -> isGated(s) || s.isInvalid())) {
      throw new InvalidGraphException(
          node.op() + ": expected Invalid only as an index of an INDEX, found " + node);
    }
    if (node.dtype().isIndex()) {
      return concrete(node, rebuilt);
    }
    return node.op().isComparison() && node.src(0).dtype().isIndex()
        ? withOperandsOf(common(rebuilt.src(0).dtype(), rebuilt.src(1).dtype()), rebuilt)
        : rebuilt;
  }

  /** A node of the index type, given the same on lowered operands. */
  private static UOp concrete(UOp node, UOp rebuilt) {
    DType own = fits(node) ? DType.INT32 : DType.INT64;
    return switch (node.op()) {
      case CONST -> node.withDType(own);
      case SPECIAL, DEFINE_VAR -> rebuilt.withDType(DType.INT32);
      case RANGE -> rebuilt.withDType(rebuilt.src(0).dtype());
      case CAST -> rebuilt.src(0).cast(own);
      case WHERE -> {
        DType type = common(rebuilt.src(1).dtype(), rebuilt.src(2).dtype());
        yield rebuilt.src(0).where(rebuilt.src(1).cast(type), rebuilt.src(2).cast(type));
      }
      default -> {
        DType type = own;
        for (UOp operand : rebuilt.src()) {
          type = common(type, operand.dtype());
        }
        yield withOperandsOf(type, rebuilt).withDType(type);
      }
    };
  }

  private static UOp withOperandsOf(DType type, UOp node) {
    return node.withSrc(node.src().stream().map(operand -> operand.cast(type)).toList());
  }

  private static boolean fits(UOp node) {
    return node.min() >= Integer.MIN_VALUE && node.max() <= Integer.MAX_VALUE;
  }

  private static DType common(DType a, DType b) {
    return a.equals(DType.INT64) || b.equals(DType.INT64) ? DType.INT64 : DType.INT32;
  }
}
