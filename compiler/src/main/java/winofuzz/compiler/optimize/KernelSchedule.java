package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A kernel in the middle of being scheduled: its graph and the options applied to it so far.
 *
 * <p>Immutable: an option gives another schedule, so that an option is taken back by going on with
 * the old one. Splitting an axis does not touch the graph, which may be large: it is noted, and the
 * graph is rebuilt once, when it is asked for. What scheduling asks in between follows from the
 * graph as it was and from the notes.
 */
public final class KernelSchedule {
  private final UOp unsplit;
  private final Footprint footprint;
  private final Splits splits;
  private final List<UOp> axes;
  private final List<TensorCore> tensorCores;
  private final List<Opt> applied;
  private final boolean usesLocals;
  private @Nullable UOp sink;

  private KernelSchedule(
      UOp unsplit,
      Footprint footprint,
      Splits splits,
      List<UOp> axes,
      List<TensorCore> tensorCores,
      List<Opt> applied,
      boolean usesLocals) {
    this.unsplit = unsplit;
    this.footprint = footprint;
    this.splits = splits;
    this.axes = axes;
    this.tensorCores = tensorCores;
    this.applied = List.copyOf(applied);
    this.usesLocals = usesLocals;
  }

  /** Returns the unscheduled kernel: every loop around its store is a dimension of the grid. */
  public static KernelSchedule of(UOp sink, List<TensorCore> tensorCores) {
    UOp store = sink.src(0);
    Map<UOp, UOp> global = new HashMap<>();
    for (UOp range : ScheduleRanges.in(store.srcFrom(Op.STORE.closedRangesStart()))) {
      if (ScheduleRanges.type(range) == AxisType.LOOP && range.max() > 0) {
        global.put(range, range.withArg(range.axis().withType(AxisType.GLOBAL)));
      }
    }
    return of(sink, Splits.renamed(global), tensorCores, List.of(), true);
  }

  private static KernelSchedule of(
      UOp sink,
      Splits splits,
      List<TensorCore> tensorCores,
      List<Opt> applied,
      boolean usesLocals) {
    Footprint footprint = Footprint.of(sink);
    List<UOp> ranges = footprint.ranges().stream().map(splits::replacement).toList();
    return new KernelSchedule(
        sink, footprint, splits, AxisOrder.sorted(ranges), tensorCores, applied, usesLocals);
  }

  /** Applies an option; its checks are those of the class that applies it. */
  public KernelSchedule apply(Opt option) throws RefusedException {
    return switch (option) {
      case Opt.Split split -> SplitOption.apply(this, split);
      case Opt.TensorCores cores -> TensorCoreOption.apply(this, cores);
      case Opt.PadTo pad -> PadOption.apply(this, pad);
      case Opt.Swap swap -> SwapOption.apply(this, swap);
      case Opt.NoLocals none -> applyNoLocals(none);
    };
  }

  private KernelSchedule applyNoLocals(Opt.NoLocals option) throws RefusedException {
    if (!axesOf(AxisType.WARP, AxisType.LOCAL, AxisType.GROUP_REDUCE).isEmpty()) {
      throw new RefusedException(option, "expected no axis over threads, found " + describe());
    }
    return new KernelSchedule(
        unsplit, footprint, splits, axes, tensorCores, appliedAnd(option), false);
  }

  // *** other schedules

  /** This schedule with one more option. */
  KernelSchedule with(Opt option) {
    return new KernelSchedule(
        unsplit, footprint, splits, axes, tensorCores, appliedAnd(option), usesLocals);
  }

  /** This schedule with another graph. */
  KernelSchedule with(UOp otherSink) {
    return of(otherSink, Splits.NONE, tensorCores, applied, usesLocals);
  }

  /**
   * This schedule with a range split in two.
   *
   * @param part an index that takes as many values as are split off
   * @param top whether the part counts the larger steps
   */
  KernelSchedule split(UOp range, UOp part, boolean top) {
    UOp rest = ScheduleRanges.divided(range, Math.toIntExact(part.max() + 1));
    List<UOp> others = new ArrayList<>(axes);
    others.remove(range);
    others.add(rest);
    ScheduleRanges.in(List.of(part)).stream().filter(r -> !axes.contains(r)).forEach(others::add);
    return new KernelSchedule(
        unsplit,
        footprint,
        splits.and(range, rest, part, top),
        AxisOrder.sorted(others),
        tensorCores,
        applied,
        usesLocals);
  }

  private List<Opt> appliedAnd(Opt option) {
    List<Opt> all = new ArrayList<>(applied);
    all.add(option);
    return all;
  }

  // *** the graph

  /** Returns the graph as it is now. */
  public UOp sink() {
    UOp result = sink;
    if (result == null) {
      result = GraphMap.replace(unsplit, splits.whole());
      sink = result;
    }
    return result;
  }

  /** Returns the matrix units there are. */
  public List<TensorCore> tensorCores() {
    return tensorCores;
  }

  /** Returns the options applied, in order. */
  public List<Opt> applied() {
    return applied;
  }

  /** Whether threads of a threadgroup may be used. */
  public boolean usesLocals() {
    return usesLocals;
  }

  /**
   * Returns the first REDUCE, which stands for all where one is asked for, as it was before any
   * axis was split.
   */
  Optional<UOp> reduction() {
    return footprint.reductions().stream().findFirst();
  }

  /**
   * Returns what has become of a range of {@link #reduction}; an expression if it has been split.
   */
  UOp replacement(UOp range) {
    return splits.replacement(range);
  }

  /** Whether no load waits for anything; else the kernel is made of blocks already. */
  boolean hasPlainLoads() {
    return footprint.hasPlainLoads();
  }

  /** Returns the first REDUCE over a range. */
  Optional<UOp> reductionOver(UOp range) {
    UOp origin = splits.origin(range);
    return footprint.reductions().stream()
        .filter(
            r ->
                r.srcFrom(Op.REDUCE.closedRangesStart()).stream()
                    .anyMatch(closed -> closed.dependsOn(origin)))
        .findFirst();
  }

  /** Returns the accesses to memory, users before operands. */
  List<Footprint.Access> accesses() {
    return footprint.accesses();
  }

  /** Whether the position of an access is computed from a range; not where it is the range. */
  boolean moves(Footprint.Access access, UOp range) {
    UOp origin = splits.origin(range);
    return access.below().contains(origin) || (access.index() == origin && splits.isSplit(origin));
  }

  /** Returns the sum of the constant factors that a range has among the terms of a position. */
  long stride(Footprint.Access access, UOp range) {
    return splits.stride(access.index(), range);
  }

  /** Whether a range takes part in choosing between values anywhere. */
  boolean isMask(UOp range) {
    return footprint.masks().contains(splits.origin(range));
  }

  // *** the axes

  /** Returns the ranges that take more than one value, in {@link AxisOrder}. */
  public List<UOp> axes() {
    return axes;
  }

  /** Returns the range of an axis. */
  public UOp axis(int axis) {
    return axes.get(axis);
  }

  /** Returns the size of an axis. */
  public int size(int axis) {
    return ScheduleRanges.size(axes.get(axis));
  }

  /** Returns which axis a range is, -1 for none. */
  public int indexOf(UOp range) {
    return axes.indexOf(range);
  }

  /** Returns the axes of some types, in order. */
  public List<Integer> axesOf(AxisType first, AxisType... more) {
    Set<AxisType> types = EnumSet.of(first, more);
    return IntStream.range(0, axes.size())
        .filter(i -> types.contains(ScheduleRanges.type(axes.get(i))))
        .boxed()
        .toList();
  }

  /** Returns the axes that may be spread over lanes. */
  public List<Integer> upcastable() {
    return axesOf(AxisType.GLOBAL, AxisType.LOCAL, AxisType.LOOP);
  }

  /** Returns the reductions that may be unrolled. */
  public List<Integer> unrollable() {
    return axesOf(AxisType.GROUP_REDUCE, AxisType.REDUCE);
  }

  /** Returns the axes that are lanes or unrolled already. */
  public List<Integer> upcasted() {
    return axesOf(AxisType.UPCAST, AxisType.UNROLL);
  }

  /** Whether threads share a reduction. */
  public boolean isGrouped() {
    return !axesOf(AxisType.GROUP_REDUCE).isEmpty();
  }

  /** Returns the product of the sizes of some axes. */
  public long product(List<Integer> of) {
    return of.stream().mapToLong(this::size).reduce(1, (a, b) -> a * b);
  }

  /** Returns a number that no axis has. */
  int freshNumber() {
    return axes.stream().mapToInt(ScheduleRanges::number).max().orElse(0) + 1;
  }

  /** Returns the axes on one line. */
  public String describe() {
    return AxisOrder.describe(axes);
  }

  // *** the end

  /**
   * Returns the name of the kernel: {@code r} where it reduces and {@code E} where it does not,
   * then the sizes of its axes.
   */
  public String name() {
    StringBuilder name = new StringBuilder(footprint.reductions().isEmpty() ? "E" : "r");
    for (UOp range : axes) {
      name.append('_').append(ScheduleRanges.size(range));
    }
    return name.toString();
  }

  /** Returns the scheduled kernel: flat lists of closed ranges, name and options on the SINK. */
  public UOp finish() {
    List<String> options = applied.stream().map(Opt::text).toList();
    UOp result =
        GraphMap.map(
            unsplit,
            (node, copy) ->
                switch (node.op()) {
                  case RANGE -> splits.replacement(node);
                  case REDUCE, STORE -> FlattenRanges.flatten(copy);
                  // No other operation names ranges itself.
                  default -> copy;
                });
    return result.withArg(new Arg.KernelInfo(name(), options, usesLocals));
  }
}
