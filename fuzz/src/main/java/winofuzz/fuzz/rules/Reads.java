package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What expressions read from memory, as reads of unknown arrays. Each memory is an array as large
 * as any index into it needs; beside it stands a number that no memory holds.
 */
final class Reads {
  /** The most elements of a memory. */
  private static final long MOST_ELEMENTS = 1 << 14;

  /** What a read beside its memory gives. */
  private static final long BESIDE = 1_000_003;

  private final Set<UOp> nodes;
  private final ArrayMaker arrays;
  private final Map<UOp, UOp> memories = new HashMap<>();

  /** Makes an array of numbers. */
  @FunctionalInterface
  interface ArrayMaker {
    UOp make(DType type, long size, long min, long max);
  }

  /**
   * @param nodes all nodes of both sides, which tell how large a memory is
   */
  Reads(Set<UOp> nodes, ArrayMaker arrays) {
    this.nodes = nodes;
    this.arrays = arrays;
  }

  /** Returns the value of a LOAD, or of an INDEX that gives an element. */
  List<Gated> of(UOp read, Function<UOp, List<Gated>> operand) {
    UOp index = read.is(Op.LOAD) ? read.src(0) : read;
    if (index.is(Op.CONST)) {
      return operand.apply(index);
    }
    if (!index.is(Op.INDEX) || read.dtype().lanes() != 1 || isOrdered(read)) {
      throw new UnsupportedExpressionException("a read of several elements: " + read);
    }
    boolean gated = index.arity() == 3 && index.src(2).dtype().isBool();
    if (index.arity() != 2 && !gated) {
      throw new UnsupportedExpressionException("a read along several axes: " + read);
    }
    Gated place = operand.apply(index.src(1)).getFirst();
    UOp open = gated ? operand.apply(index.src(2)).getFirst().value() : Gated.ALWAYS;
    UOp valid = Gated.both(place.valid(), open);
    UOp zero = UOp.constant(read.dtype(), 0);
    if (valid.isConst(0) && read.arity() < 2) {
      return List.of(Gated.of(zero));
    }
    UOp alternative =
        read.is(Op.LOAD) && read.arity() > 1 ? operand.apply(read.src(1)).getFirst().value() : zero;
    UOp memory = memory(index.src(0), read.dtype());
    long size = ((Arg.Size) memory.arg()).elements();
    UOp at = place.value().cast(DType.INDEX);
    UOp inside = at.atLeast(0).and(at.lessThan(size));
    UOp element = memory.at(inside.where(at, UOp.index(0)));
    UOp found = inside.where(element, UOp.constant(read.dtype(), BESIDE));
    return List.of(Gated.of(valid.isConst(1) ? found : valid.where(found, alternative)));
  }

  /** Whether a load has operands that only say what comes before it. */
  private static boolean isOrdered(UOp read) {
    return read.is(Op.LOAD)
        && read.srcFrom(1).stream().anyMatch(s -> !s.dtype().equals(read.dtype()));
  }

  /** Returns the array that a memory is. */
  UOp memory(UOp node, DType type) {
    return memories.computeIfAbsent(node, m -> made(m, type));
  }

  private UOp made(UOp node, DType type) {
    long size = 1;
    List<UOp> indices = new ArrayList<>();
    nodes.stream()
        .filter(n -> n.is(Op.INDEX) && n.src(0) == node)
        .forEach(n -> indices.add(n.src(1).indexPart()));
    for (UOp index : indices) {
      size = Math.max(size, index.max() == Long.MAX_VALUE ? Long.MAX_VALUE : index.max() + 1);
    }
    if (size > MOST_ELEMENTS) {
      throw new UnsupportedExpressionException("a memory of " + size + " elements");
    }
    return arrays.make(type, size, type.kind().minValue(), type.kind().maxValue());
  }
}
