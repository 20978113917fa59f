package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.pass;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.shrink.FailureScope;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Defects that show only where several rare properties of a case meet. */
final class RareDefects {
  private static final int TILE = 4;
  private static final int DEEP = 16;
  private static final int MANY_AXES = 5;

  private RareDefects() {}

  static final List<PlantedDefect> ALL =
      List.of(
          pass(
                  "deep-half-matrices",
                  Area.RARE,
                  "matrix units of halfs that add up 16 terms get their second factor wrong",
                  "schedule",
                  graph ->
                      GraphEdits.each(
                          graph,
                          node -> node.is(Op.WMMA),
                          wmma -> KernelDefects.lanesPermuted(wmma, 1)))
              .only(c -> c.dtype().equals(DType.FLOAT16) && c.cin() / c.groups() >= DEEP)
              .needing(KernelDefects.MATRIX_UNIT),
          pass(
                  "fifth-launch-axis",
                  Area.RARE,
                  "in a launch of five axes or more, the last of the threadgroups stays at 0",
                  "launch dimensions",
                  RareDefects::lastStays)
              .needing(FailureScope.ofConvolutions(RareDefects::mayHaveManyAxes)),
          pass(
                  "one-beside-a-tile",
                  Area.RARE,
                  "a row that ends one element after a tile ends with that tile",
                  "winograd",
                  graph -> GraphDefects.shortened(graph, AxisRole.TILE_X))
              .only(c -> last(c).output() % TILE == 1),
          pass(
                  "stride-and-dilation-on-one-axis",
                  Area.RARE,
                  "an axis with a stride and a dilation is padded with -1",
                  "rangeify",
                  graph -> padded(graph, -1))
              .only(c -> any(c, axis -> axis.stride() > 1 && axis.dilation() > 1)),
          pass(
                  "two-groups-and-dilation",
                  Area.RARE,
                  "with two groups and a dilation, both use the weight of the first",
                  "rangeify",
                  graph -> firstHalf(graph, GraphDefects.WEIGHT))
              .only(c -> c.groups() == 2 && any(c, axis -> axis.dilation() > 1)),
          pass(
                  "volume-loses-a-term",
                  Area.RARE,
                  "with three spatial axes, a sum loses its last term",
                  "rangeify",
                  graph -> GraphEdits.each(graph, n -> n.is(Op.REDUCE), KernelDefects::shorter))
              .only(c -> c.spatial().size() == 3),
          pass(
                  "second-bfloat16-image",
                  Area.RARE,
                  "of two images in bfloat16, the first is convolved twice",
                  "rangeify",
                  graph -> firstHalf(graph, GraphDefects.ACTIVATION))
              .only(c -> c.dtype().equals(DType.BFLOAT16) && c.batch() == 2),
          pass(
                  "padded-after-with-stride",
                  Area.RARE,
                  "with a stride, padding on the far side alone is not told from the input",
                  "rangeify",
                  graph ->
                      GraphEdits.each(graph, GraphDefects::isPaddedRead, RareDefects::withoutGate))
              .only(
                  c ->
                      any(
                          c,
                          axis ->
                              axis.stride() > 1 && axis.padAfter() > 0 && axis.padBefore() == 0)),
          pass(
              "several-options-on-one-axis",
              Area.RARE,
              "an axis in threads that has another option as well loses its last thread",
              "schedule",
              graph ->
                  hasSeveralOptionsOnOneAxis(graph)
                      ? KernelDefects.shortened(graph, AxisType.LOCAL)
                      : graph));

  /** The axes of a launch are factors of the elements of the output, none of them 1. */
  private static boolean mayHaveManyAxes(Convolution c) {
    long rest = Convolution.product(c.outputShape());
    int factors = 0;
    for (long prime = 2; rest > 1; prime++) {
      for (; rest % prime == 0; rest /= prime) {
        factors++;
      }
    }
    return factors >= MANY_AXES;
  }

  private static Axis last(Convolution c) {
    return c.spatial().getLast();
  }

  private static boolean any(Convolution c, Predicate<Axis> axis) {
    return c.spatial().stream().anyMatch(axis);
  }

  /** What is outside of the input reads as a number. */
  private static UOp padded(UOp graph, long value) {
    return GraphEdits.each(
        graph,
        GraphDefects::isPaddedRead,
        choice -> GraphEdits.with(choice, 2, choice.constLike(value)));
  }

  /** What a choice between a read and padding reads, also where that is outside. */
  private static UOp withoutGate(UOp choice) {
    UOp read = choice.src(1);
    return GraphEdits.with(read, 1, read.src(1).indexPart());
  }

  /** What is read of an input is read in its first half. */
  private static UOp firstHalf(UOp graph, int slot) {
    return GraphEdits.each(
        graph,
        node -> GraphDefects.isReadOf(node, slot),
        read -> {
          long half = ((Arg.Size) read.src(0).arg()).elements() / 2;
          UOp index = read.src(1).indexPart().modulo(half);
          UOp valid = read.src(1).validPart();
          return GraphEdits.with(read, 1, valid.is(Op.CONST) ? index : index.valid(valid));
        });
  }

  /** The last axis of the threadgroups is 0 where there are many axes. */
  private static UOp lastStays(UOp graph) {
    List<UOp> axes = graph.toposort().stream().filter(n -> n.is(Op.SPECIAL)).toList();
    return axes.size() < MANY_AXES
        ? graph
        : axes.stream()
            .filter(axis -> name(axis).startsWith("gidx"))
            .max(Comparator.comparing(RareDefects::name))
            .map(last -> GraphEdits.each(graph, n -> n == last, n -> n.constLike(0)))
            .orElse(graph);
  }

  private static String name(UOp special) {
    return ((Arg.Name) special.arg()).name();
  }

  /** Whether two options of a schedule are about the same axis. */
  private static boolean hasSeveralOptionsOnOneAxis(UOp graph) {
    Set<String> seen = new HashSet<>();
    return graph.arg() instanceof Arg.KernelInfo info
        && info.appliedOptions().stream()
            .map(option -> option.split(" "))
            .filter(words -> words.length > 2 && words[0].equals("LOCAL"))
            .anyMatch(words -> !seen.add(words[1]));
  }
}
