package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.pass;
import static winofuzz.fuzz.selftest.PlantedDefect.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.fuzz.shrink.Channels;
import winofuzz.fuzz.shrink.FailureScope;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Defects from a kernel to its instructions and its launch. */
final class KernelDefects {
  private static final int UNIT = 8;
  private static final int FOUR_BITS = 16;

  private KernelDefects() {}

  /** A matrix unit takes eight output channels, and terms by eight. */
  static final FailureScope MATRIX_UNIT =
      FailureScope.ofChannels(c -> terms(c) % UNIT == 0 && c.cout() / c.groups() % UNIT == 0);

  /** The threads that share a reduction are 8 or 16, and take as many terms at a time. */
  static final FailureScope SHARED_REDUCTION = FailureScope.ofChannels(c -> terms(c) % UNIT == 0);

  /** The products that are added up for one output, or some divisor of their number. */
  private static long terms(Channels c) {
    return c.cin() / c.groups() * c.taps();
  }

  static final List<PlantedDefect> OPTIMIZER =
      List.of(
          rule(
              "merged-reduction-short",
              Area.OPTIMIZER,
              "two reduced ranges merged into one lose the last turn",
              "simplify ranges",
              "merge-ranges",
              (before, after) -> after.is(Op.REDUCE) ? shorter(after) : after),
          pass(
              "a-lane-too-few",
              Area.OPTIMIZER,
              "an axis in lanes loses its last lane",
              "schedule",
              graph -> shortened(graph, AxisType.UPCAST)),
          pass(
              "a-term-too-few",
              Area.OPTIMIZER,
              "an unrolled reduction loses its last term",
              "schedule",
              graph -> shortened(graph, AxisType.UNROLL)),
          pass(
                  "group-of-fifteen",
                  Area.OPTIMIZER,
                  "the last of the threads that share a reduction does not take part",
                  "schedule",
                  graph -> shortened(graph, AxisType.GROUP_REDUCE))
              .needing(SHARED_REDUCTION),
          pass(
                  "matrix-lanes-permuted",
                  Area.OPTIMIZER,
                  "two bits of a lane's number are exchanged for the first factor of a matrix unit",
                  "schedule",
                  graph ->
                      GraphEdits.each(
                          graph, node -> node.is(Op.WMMA), wmma -> lanesPermuted(wmma, 0)))
              .needing(MATRIX_UNIT));

  static final List<PlantedDefect> LOWERING =
      List.of(
          pass(
              "thread-axes-exchanged",
              Area.LOWERING,
              "x and y of a thread's position are exchanged",
              "launch dimensions",
              KernelDefects::threadAxesExchanged),
          rule(
                  "barrier-missing",
                  Area.LOWERING,
                  "threads do not wait for the parts of a shared reduction",
                  "group for reduce",
                  "shared-reduction",
                  (before, after) ->
                      GraphEdits.each(
                          after, node -> node.is(Op.BARRIER), barrier -> barrier.src(0)))
              .needing(SHARED_REDUCTION),
          rule(
                  "every-thread-goes-on",
                  Area.LOWERING,
                  "after a shared reduction all threads go on, not the first alone",
                  "group for reduce",
                  "shared-reduction",
                  (before, after) ->
                      GraphEdits.each(
                          after,
                          node -> node.is(Op.IF),
                          gate -> GraphEdits.with(gate, 0, UOp.bool(true))))
              .needing(SHARED_REDUCTION),
          pass(
              "lane-of-neighbour",
              Area.LOWERING,
              "the second element of a vector load is taken for the third",
              "lane expansion",
              graph ->
                  GraphEdits.each(
                      graph,
                      node -> node.is(Op.GEP) && node.arg().equals(new Arg.Lanes(List.of(2))),
                      element -> element.withArg(new Arg.Lanes(List.of(1))))),
          pass(
              "accumulator-starts-at-one",
              Area.LOWERING,
              "an accumulator starts at 1",
              "lane expansion",
              graph ->
                  GraphEdits.each(
                      graph,
                      node ->
                          node.is(Op.STORE) && isRegister(node.src(0)) && node.src(1).isConst(0),
                      store -> GraphEdits.with(store, 1, store.src(1).constLike(1)))),
          pass(
              "accumulator-starts-anew",
              Area.LOWERING,
              "an accumulator holds the last turn's terms alone",
              "lane expansion",
              graph -> GraphEdits.each(graph, KernelDefects::isUpdate, KernelDefects::termsAlone)),
          pass(
              "result-before-loop",
              Area.LOWERING,
              "a sum is read before the loop that adds it up",
              "lane expansion",
              graph ->
                  GraphEdits.each(graph, KernelDefects::isResult, KernelDefects::beforeTheLoop)),
          pass(
              "index-in-four-bits",
              Area.LOWERING,
              "what is loaded is at the index modulo 16",
              "lane expansion",
              graph ->
                  GraphEdits.each(graph, KernelDefects::isIndexedLoad, KernelDefects::inFourBits)),
          rule(
              "negation-lost",
              Area.LOWERING,
              "x * -1 is x",
              "metal operations",
              "negate",
              (before, after) -> after.src(0)),
          rule(
              "difference-reversed",
              Area.LOWERING,
              "x + -y is y - x",
              "metal operations",
              "subtract",
              (before, after) -> GraphEdits.exchanged(after, 0, 1)),
          rule(
              "not-below-excludes-equal",
              Area.LOWERING,
              "!(x < c) is c < x",
              "metal operations",
              "not-below",
              (before, after) -> GraphEdits.with(after, 0, GraphEdits.larger(after.src(0), 1))),
          rule(
              "closed-gate-gives-one",
              Area.LOWERING,
              "a load whose gate is closed gives 1",
              "metal operations",
              "alternative-of-load",
              (before, after) ->
                  after.src(1).isConst(0)
                      ? GraphEdits.with(after, 1, after.src(1).constLike(1))
                      : after),
          rule(
              "shift-one-too-far",
              Area.LOWERING,
              "x // 2^k is x >> (k + 1)",
              "metal operations",
              "divide-by-power-of-two",
              (before, after) -> GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), 1))),
          rule(
              "mask-of-the-divisor",
              Area.LOWERING,
              "x % 2^k is x & 2^k",
              "metal operations",
              "modulo-power-of-two",
              (before, after) -> GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), 1))),
          rule(
              "equal-to-the-bound",
              Area.LOWERING,
              "c < x & x < c + 2 is x == c",
              "metal operations",
              "between",
              (before, after) -> GraphEdits.with(after, 1, GraphEdits.larger(after.src(1), -1))));

  // *** ranges

  /** All but the last turn of the innermost loop. */
  static UOp shorter(UOp reduce) {
    UOp range = reduce.src(reduce.arity() - 1);
    return range.max() == 0
        ? reduce
        : Rewriter.substitute(reduce, Map.of(range, range.withSrc(UOp.index(range.max()))));
  }

  static UOp shortened(UOp graph, AxisType type) {
    return GraphEdits.each(
        graph,
        node -> node.is(Op.RANGE) && node.axis().type() == type && node.max() > 0,
        range -> range.withSrc(UOp.index(range.max())));
  }

  /** A factor with the two lowest bits of a lane's number exchanged. */
  static UOp lanesPermuted(UOp wmma, int operand) {
    UOp factor = wmma.src(operand);
    List<UOp> bits =
        factor.toposort().stream()
            .filter(u -> u.is(Op.MOD) && isLane(u.src(0).is(Op.IDIV) ? u.src(0).src(0) : u.src(0)))
            .toList();
    UOp first = bits.get(0);
    UOp second = bits.get(1);
    UOp permuted =
        GraphEdits.everywhere(
            factor, (was, now) -> was == first ? second : was == second ? first : now);
    return GraphEdits.with(wmma, operand, permuted);
  }

  private static boolean isLane(UOp node) {
    return (node.is(Op.RANGE) && node.axis().type() == AxisType.WARP)
        || (node.is(Op.IDIV) && isLane(node.src(0)));
  }

  // *** launches

  private static UOp threadAxesExchanged(UOp graph) {
    Map<String, UOp> axes = new HashMap<>();
    for (UOp node : graph.toposort()) {
      if (node.is(Op.SPECIAL)) {
        axes.put(((Arg.Name) node.arg()).name(), node);
      }
    }
    UOp x = axes.get("lidx0");
    UOp y = axes.get("lidx1");
    return x == null || y == null
        ? graph
        : GraphEdits.everywhere(
            graph,
            (was, now) ->
                was == x
                    ? now.withArg(new Arg.Name("lidx1"))
                    : was == y ? now.withArg(new Arg.Name("lidx0")) : now);
  }

  // *** accumulators

  private static boolean isRegister(UOp pointer) {
    return pointer.is(Op.INDEX)
        && pointer.dtype().isPointer()
        && pointer.dtype().requirePointer().space() == AddressSpace.REGISTER;
  }

  /** The store that ends a turn of a loop. */
  private static boolean isUpdate(UOp node) {
    return node.is(Op.STORE) && isRegister(node.src(0)) && node.src(1).is(Op.ADD);
  }

  private static UOp termsAlone(UOp update) {
    UOp sum = update.src(1);
    return GraphEdits.with(update, 1, isRunning(sum.src(0)) ? sum.src(1) : sum.src(0));
  }

  private static boolean isRunning(UOp node) {
    return node.is(Op.LOAD) && isRegister(node.src(0));
  }

  private static boolean isResult(UOp node) {
    return isRunning(node) && node.arity() == 2 && isUpdate(node.src(1));
  }

  private static UOp beforeTheLoop(UOp result) {
    UOp running =
        result.src(1).toposort().stream()
            .filter(u -> isRunning(u) && u.src(0) == result.src(0) && u.arity() > 2)
            .findFirst()
            .orElseThrow();
    return result.withSrc(result.src(0), running.src(1));
  }

  // *** index types

  private static boolean isIndexedLoad(UOp node) {
    return node.is(Op.LOAD)
        && node.src(0).is(Op.INDEX)
        && node.src(0).src(0).is(Op.DEFINE_GLOBAL)
        && !(node.src(0).src(1).is(Op.CONST) && node.src(0).src(1).intValue() < FOUR_BITS);
  }

  private static UOp inFourBits(UOp load) {
    UOp pointer = load.src(0);
    UOp index = pointer.src(1);
    UOp narrow =
        index.is(Op.CONST)
            ? index.constLike(index.intValue() % FOUR_BITS)
            : index.and(index.constLike(FOUR_BITS - 1));
    return GraphEdits.with(load, 0, GraphEdits.with(pointer, 1, narrow));
  }
}
