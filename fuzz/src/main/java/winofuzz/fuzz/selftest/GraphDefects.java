package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.draft;
import static winofuzz.fuzz.selftest.PlantedDefect.pass;
import static winofuzz.fuzz.selftest.PlantedDefect.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import winofuzz.compiler.rangeify.MovementIndexing;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.convolution.Defect;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** Defects from the tensor graph to the kernel split. */
final class GraphDefects {
  /** The slots of the inputs. */
  static final int ACTIVATION = 0;

  static final int WEIGHT = 1;

  private static final int TILE = 4;

  private GraphDefects() {}

  static final List<PlantedDefect> RANGEIFY =
      List.of(
          PlantedDefect.published(
              Defect.PAD_ORDER, Area.RANGEIFY, "height and width are exchanged in the padding"),
          pass(
              "ones-for-padding",
              Area.RANGEIFY,
              "what is outside of the input reads as 1",
              "rangeify",
              graph ->
                  GraphEdits.each(
                      graph,
                      GraphDefects::isPaddedRead,
                      choice -> GraphEdits.with(choice, 2, choice.constLike(1)))),
          pass(
              "first-row-is-padding",
              Area.RANGEIFY,
              "the lower bound of what is inside is one too high",
              "rangeify",
              graph -> bounds(graph, true, 1)),
          pass(
              "last-row-is-padding",
              Area.RANGEIFY,
              "the upper bound of what is inside is one too low",
              "rangeify",
              graph -> bounds(graph, false, -1)),
          pass(
              "weight-read-backwards",
              Area.RANGEIFY,
              "the weight is read from its last element to its first",
              "rangeify",
              graph -> GraphEdits.each(graph, GraphDefects::isWeightRead, GraphDefects::backwards)),
          pass(
              "largest-for-sum",
              Area.RANGEIFY,
              "sums are maxima",
              "rangeify",
              graph ->
                  GraphEdits.each(
                      graph,
                      node -> node.is(Op.REDUCE),
                      reduce -> reduce.withArg(new Arg.Fold(Op.MAX)))),
          pass(
              "dilation-ignored-along-y",
              Area.RANGEIFY,
              "the taps of a window lie side by side in y, whatever the dilation",
              "rangeify",
              graph -> GraphEdits.each(graph, n -> isStep(n, AxisRole.KERNEL_Y), n -> n.src(0))),
          pass(
              "stride-ignored-along-x",
              Area.RANGEIFY,
              "windows lie one element apart in x, whatever the stride",
              "rangeify",
              graph -> GraphEdits.each(graph, n -> isStep(n, AxisRole.OUT_X), n -> n.src(0))));

  static final List<PlantedDefect> WINOGRAD =
      List.of(
          PlantedDefect.published(
              Defect.INDEX_ORDER, Area.WINOGRAD, "the output is read in another axis order"),
          PlantedDefect.published(
              Defect.UNGATED_READS, Area.WINOGRAD, "tiles that overrun the input are not gated"),
          rule(
              "tiles-transposed",
              Area.WINOGRAD,
              "output tiles are read column by column",
              "winograd",
              "winograd",
              (before, read) -> GraphEdits.exchanged(read, read.arity() - 1, read.arity() - 2)),
          pass(
              "input-transform-sign",
              Area.WINOGRAD,
              "-5 in the input transform is 5",
              "winograd",
              graph -> entries(graph, Rational.of(-5), Rational.of(5))),
          pass(
              "weight-transform-constant",
              Area.WINOGRAD,
              "1/24 in the weight transform is 1/12",
              "winograd",
              graph -> entries(graph, Rational.parse("1/24"), Rational.parse("1/12"))),
          pass(
              "output-transform-constant",
              Area.WINOGRAD,
              "8 in the output transform is 4",
              "winograd",
              graph -> entries(graph, Rational.of(8), Rational.of(4))),
          pass(
              "weight-points-transposed",
              Area.WINOGRAD,
              "the transformed weight is multiplied with its points transposed",
              "winograd",
              graph ->
                  GraphEdits.each(
                      graph,
                      node -> node.is(Op.REDUCE) && isProductOfReads(node.src(0)),
                      reduce -> {
                        UOp product = reduce.src(0);
                        UOp weight = product.src(0);
                        int last = weight.arity() - 1;
                        return GraphEdits.with(
                            reduce,
                            0,
                            GraphEdits.with(
                                product, 0, GraphEdits.exchanged(weight, last, last - 1)));
                      })),
          pass(
              "tiles-three-apart",
              Area.WINOGRAD,
              "input tiles begin at every third element, not at every fourth",
              "winograd",
              graph ->
                  GraphEdits.each(
                      graph, GraphDefects::isTileBegin, begin -> begin.src(0).times(TILE - 1))),
          rule(
              "first-gate-only",
              Area.WINOGRAD,
              "tiles are gated along one of two axes",
              "tile gate",
              "gate-read",
              (before, read) ->
                  read.src(2).is(Op.AND) ? GraphEdits.with(read, 2, read.src(2).src(0)) : read),
          pass(
              "output-transform-sign",
              Area.WINOGRAD,
              "-8 in the output transform is 8",
              "winograd",
              graph -> entries(graph, Rational.of(-8), Rational.of(8))),
          pass(
              "a-tile-row-too-few",
              Area.WINOGRAD,
              "the last row of several rows of tiles is missing",
              "winograd",
              graph -> shortened(graph, AxisRole.TILE_Y)));

  static final List<PlantedDefect> SCHEDULER =
      List.of(
          rule(
              "inlined-axes-exchanged",
              Area.SCHEDULER,
              "a value computed where it is read has its last two indices exchanged",
              "remove costly buffers",
              "compute-where-read",
              (before, after) -> {
                UOp values = after.src(2);
                int n = values.arity();
                return n < 2
                    ? after
                    : GraphEdits.with(after, 2, GraphEdits.exchanged(values, n - 1, n - 2));
              }),
          rule(
              "stored-axes-exchanged",
              Area.SCHEDULER,
              "buffers are written with their last two axes exchanged",
              "bufferize to store",
              "read-through-movement",
              new StoredAxesExchanged()),
          rule(
              "kept-axes-reversed",
              Area.SCHEDULER,
              "a buffer that loses an axis keeps the others in reverse order",
              "remove costly buffers",
              "dead-axis",
              (before, after) ->
                  GraphEdits.each(after, node -> node == after.base(), GraphDefects::axesReversed)),
          draft(
              "kernels-in-reverse",
              Area.SCHEDULER,
              "kernels are launched in reverse order",
              "kernel split",
              KernelEdits::reversed),
          pass(
              "reduced-range-shared",
              Area.SCHEDULER,
              "the two innermost loops of a sum count together",
              "kernel split",
              graph ->
                  GraphEdits.each(
                      graph,
                      node -> node.is(Op.REDUCE) && node.arity() > 2,
                      GraphDefects::countedTogether)));

  /** The store's index, computed from indices with the last two exchanged. */
  private static final class StoredAxesExchanged implements BinaryOperator<UOp> {
    @Override
    public UOp apply(UOp before, UOp after) {
      int n = before.arity();
      if (!before.dtype().isPointer() || n < 3) {
        return after;
      }
      List<UOp> indices = GraphEdits.exchanged(before, n - 1, n - 2).srcFrom(1);
      List<UOp> operands = new ArrayList<>(List.of(after.src(0)));
      operands.addAll(MovementIndexing.through(before.src(0), indices, Rewriter.PLAIN));
      return after.withSrc(operands);
    }
  }

  /** A sum with its last loop in place of the one before it, wherever both are as long. */
  private static UOp countedTogether(UOp sum) {
    UOp last = sum.src(sum.arity() - 1);
    UOp before = sum.src(sum.arity() - 2);
    return last.is(Op.RANGE) && before.is(Op.RANGE) && last.max() == before.max()
        ? GraphEdits.with(sum, 0, Rewriter.substitute(sum.src(0), Map.of(before, last)))
        : sum;
  }

  private static UOp axesReversed(UOp buffer) {
    List<UOp> operands = new ArrayList<>(List.of(buffer.src(0)));
    operands.addAll(buffer.srcFrom(1).reversed());
    return buffer.withSrc(operands);
  }

  static boolean isPaddedRead(UOp node) {
    return node.is(Op.WHERE)
        && node.dtype().isFloat()
        && node.src(1).is(Op.INDEX)
        && node.src(2).isConst(0);
  }

  /** Whether a node is a step of more than one along an axis. */
  private static boolean isStep(UOp node, AxisRole role) {
    return node.is(Op.MUL)
        && node.src(1).is(Op.CONST)
        && node.src(0).is(Op.RANGE)
        && node.src(0).axis().role() == role;
  }

  /** Loops of a role that have more than one turn lose the last. */
  static UOp shortened(UOp graph, AxisRole role) {
    return GraphEdits.each(
        graph,
        node -> node.is(Op.RANGE) && node.axis().role() == role && node.max() > 0,
        range -> range.withSrc(UOp.index(range.max())));
  }

  /** Moves the bounds that positions are held against: from below, or from above. */
  static UOp bounds(UOp graph, boolean lower, long by) {
    Set<UOp> negated = new HashSet<>();
    for (UOp node : graph.toposort()) {
      if (node.is(Op.CMPNE) && node.src(1).isConst(1)) {
        negated.add(node.src(0));
      }
    }
    return GraphEdits.each(
        graph,
        node -> node.is(Op.CMPLT) && negated.contains(node) == lower,
        bound -> GraphEdits.with(bound, 1, GraphEdits.larger(bound.src(1), by)));
  }

  private static boolean isWeightRead(UOp node) {
    return isReadOf(node, WEIGHT);
  }

  /** Whether a node reads the activation or the weight, by its slot. */
  static boolean isReadOf(UOp node, int slot) {
    return node.is(Op.INDEX)
        && node.src(0).is(Op.BUFFER)
        && node.src(0).src(0).arg().equals(new Arg.Slot(slot))
        && node.arity() == 2;
  }

  private static UOp backwards(UOp read) {
    long size = ((Arg.Size) read.src(0).arg()).elements();
    UOp index = read.src(1).indexPart();
    UOp mirrored = UOp.constant(DType.INDEX, size - 1).minus(index);
    return GraphEdits.with(
        read, 1, read.src(1) == index ? mirrored : mirrored.valid(read.src(1).validPart()));
  }

  private static boolean isTileBegin(UOp node) {
    return node.is(Op.MUL)
        && node.src(1).isConst(TILE)
        && node.src(0).arg() instanceof Arg.Axis axis
        && (axis.role() == AxisRole.TILE_Y || axis.role() == AxisRole.TILE_X);
  }

  static UOp entries(UOp graph, Rational entry, Rational wrong) {
    return GraphEdits.each(
        graph,
        node ->
            node.is(Op.CONST)
                && node.arg() instanceof Arg.Real real
                && real.computed() == null
                && real.value().equals(entry),
        node -> UOp.real(node.dtype(), wrong));
  }

  private static boolean isProductOfReads(UOp node) {
    return node.is(Op.MUL)
        && node.src().stream().allMatch(u -> u.is(Op.INDEX) && u.src(0).is(Op.BUFFERIZE));
  }
}
