package winofuzz.compiler.optimize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.Op;
import winofuzz.ir.OpSet;
import winofuzz.ir.UOp;

/**
 * TC: the first sum of products of the kernel becomes a sum of matrix products on a matrix unit.
 *
 * <p>A column axis (open in the second factor only), a row axis (open in the first only) and a
 * reduced axis are cut into blocks of the unit's size. The block's axes of size 2 become lanes of a
 * simdgroup, elements within a lane and terms of the inner products, permuted for each factor as
 * the unit wants its fragments.
 */
final class TensorCoreOption {
  private static final int HIGHEST_LEVEL = 2;

  private TensorCoreOption() {}

  /** The three axes that a matrix unit takes, as ranges: columns, rows, terms. */
  record Axes(UOp columns, UOp rows, UOp terms) {
    UOp get(int dimension) {
      return switch (dimension) {
        case 0 -> columns;
        case 1 -> rows;
        default -> terms;
      };
    }

    Axes map(UnaryOperator<UOp> f) {
      return new Axes(f.apply(columns), f.apply(rows), f.apply(terms));
    }

    Axes with(int dimension, UOp range) {
      return new Axes(
          dimension == 0 ? range : columns,
          dimension == 1 ? range : rows,
          dimension == 2 ? range : terms);
    }
  }

  /**
   * A schedule with a matrix unit.
   *
   * @param schedule with the option applied
   * @param rest what is left of the three axes outside of the unit's blocks
   */
  record Applied(KernelSchedule schedule, Axes rest) {}

  /** Refuses a unit that does not exist or does not fit, and any option before this one. */
  static KernelSchedule apply(KernelSchedule schedule, Opt.TensorCores option)
      throws RefusedException {
    return fit(schedule, option).schedule;
  }

  /** As {@link #apply}, with the axes that are left. */
  static Applied fit(KernelSchedule schedule, Opt.TensorCores option) throws RefusedException {
    check(schedule, option);
    Optional<UOp> reduction = schedule.reduction();
    if (reduction.isEmpty()) {
      throw new RefusedException(option, "expected a sum of products, found no reduction");
    }
    UOp reduce = reduction.get();
    UOp product = uncast(reduce.src(0));
    if (reduce.arg().equals(new Arg.Fold(Op.ADD)) && product.is(Op.MUL)) {
      for (TensorCore core : candidates(schedule, option)) {
        Optional<Axes> axes =
            choose(core, reduce, product, option.axis()).map(a -> a.map(schedule::replacement));
        if (axes.isPresent()) {
          Optional<Padded> padded = pad(schedule, option, core, axes.get());
          if (padded.isPresent()) {
            return lay(padded.get(), option, core);
          }
        }
      }
    }
    throw new RefusedException(option, "expected operands and axes that fit a matrix unit");
  }

  private static void check(KernelSchedule schedule, Opt.TensorCores option)
      throws RefusedException {
    if (!schedule.applied().isEmpty()) {
      throw new RefusedException(
          option, "expected to be the first option, found " + schedule.applied());
    }
    int cores = schedule.tensorCores().size();
    if (option.select() < -1 || option.select() >= cores) {
      throw new RefusedException(
          option, "expected one of " + cores + " matrix units, found " + option.select());
    }
    if (option.level() < 0 || option.level() > HIGHEST_LEVEL) {
      throw new RefusedException(option, "expected level 0, 1 or 2, found " + option.level());
    }
    if (option.use() < 1 || option.use() > 2) {
      throw new RefusedException(option, "expected use 1 or 2, found " + option.use());
    }
  }

  private static List<TensorCore> candidates(KernelSchedule schedule, Opt.TensorCores option) {
    return option.select() == -1
        ? schedule.tensorCores()
        : List.of(schedule.tensorCores().get(option.select()));
  }

  private static UOp uncast(UOp value) {
    return value.is(Op.CAST) ? value.src(0) : value;
  }

  // *** which axes

  private static Optional<Axes> choose(TensorCore core, UOp reduce, UOp product, int choice) {
    UOp left = product.src(0);
    UOp right = product.src(1);
    if (!core.input().equals(left.dtype().scalar())
        || !core.input().equals(right.dtype().scalar())
        || !core.output().equals(reduce.dtype().scalar())) {
      return Optional.empty();
    }
    List<UOp> columns = openOnlyIn(right, left);
    List<UOp> rows = openOnlyIn(left, right);
    List<UOp> terms = highestFirst(reduce.srcFrom(Op.REDUCE.closedRangesStart()));
    int choices = columns.size() * rows.size() * terms.size();
    if (choice < 0 || choice >= choices) {
      return Optional.empty();
    }
    return Optional.of(
        new Axes(
            columns.get(choice / (rows.size() * terms.size())),
            rows.get(choice / terms.size() % rows.size()),
            terms.get(choice % terms.size())));
  }

  private static List<UOp> openOnlyIn(UOp here, UOp notHere) {
    return highestFirst(here.ranges().stream().filter(r -> !notHere.dependsOn(r)).toList());
  }

  private static List<UOp> highestFirst(List<UOp> ranges) {
    return ranges.stream()
        .sorted(Comparator.<UOp>comparingInt(ScheduleRanges::number).reversed())
        .toList();
  }

  // *** sizes

  private record Padded(KernelSchedule schedule, Axes axes) {}

  private static Optional<Padded> pad(
      KernelSchedule schedule, Opt.TensorCores option, TensorCore core, Axes chosen)
      throws RefusedException {
    KernelSchedule padded = schedule;
    Axes axes = chosen;
    for (int dimension = 0; dimension < 3; dimension++) {
      int axis = padded.indexOf(axes.get(dimension));
      if (axis < 0) {
        throw new RefusedException(option, "expected axes of more than one element");
      }
      if (padded.size(axis) % core.size(dimension) != 0) {
        if (option.level() < HIGHEST_LEVEL) {
          return Optional.empty();
        }
        try {
          Opt.PadTo pad = new Opt.PadTo(axis, core.size(dimension));
          padded = padded.with(PadOption.padded(padded, pad));
        } catch (RefusedException notPaddable) {
          return Optional.empty();
        }
        axes = axes.with(dimension, padded.axis(axis));
      }
    }
    return Optional.of(new Padded(padded, axes));
  }

  // *** blocks

  private static Applied lay(Padded padded, Opt.TensorCores option, TensorCore core) {
    KernelSchedule schedule = padded.schedule;
    Axes axes = padded.axes;
    Map<TensorCore.Axis, UOp> parts = new HashMap<>();
    List<TensorCore.Axis> unitAxes = core.axes();
    UOp lane = UOp.range(UOp.index(core.threads()), warp(schedule));
    for (int i = 0; i < unitAxes.size(); i++) {
      TensorCore.Axis unitAxis = unitAxes.get(i);
      int dimension = i < core.splits().size() ? core.splits().get(i).dimension() : 2;
      UOp range = axes.get(dimension);
      UOp part =
          switch (unitAxis.holder()) {
            case LANE -> lane.modulo(2);
            case WITHIN -> SplitOption.part(schedule, range, 2, AxisType.UPCAST);
            case INNER -> SplitOption.part(schedule, range, 2, AxisType.UNROLL);
          };
      if (unitAxis.holder() == TensorCore.Holder.LANE) {
        lane = lane.divide(2);
      }
      schedule = schedule.split(range, part, false);
      axes = axes.with(dimension, ScheduleRanges.divided(range, 2));
      parts.put(unitAxis, part);
    }
    if (option.use() == 1) {
      UOp reduce = firstReduce(schedule.sink());
      UOp product = multiply(core, reduce, unitAxes, parts);
      schedule = schedule.with(GraphMap.replace(schedule.sink(), Map.of(reduce, product)));
    }
    return new Applied(schedule.with(option), axes);
  }

  private static UOp firstReduce(UOp sink) {
    return sink.toposort(OpSet.of(Op.REDUCE)).getFirst();
  }

  /** Returns the lanes of the simdgroup, a range of their own. */
  private static Arg.Axis warp(KernelSchedule schedule) {
    boolean kernelLocal = schedule.axis(0).axis().kernelLocal();
    return new Arg.Axis(List.of(-1), AxisType.WARP, AxisRole.LANE, kernelLocal);
  }

  private static UOp multiply(
      TensorCore core,
      UOp reduce,
      List<TensorCore.Axis> unitAxes,
      Map<TensorCore.Axis, UOp> parts) {
    List<UOp> split = unitAxes.stream().map(parts::get).toList();
    UOp product = uncast(reduce.src(0));
    List<Arg.LaneAxes> held = new ArrayList<>();
    for (int elements : core.fragments()) {
      held.add(laneAxes(core, parts, Integer.numberOfTrailingZeros(elements)));
    }
    UOp[] operands = new UOp[3];
    for (int i = 0; i < 2; i++) {
      List<Integer> permutation = core.permutation(i == 0 ? core.first() : core.second());
      UOp factor = permuted(product.src(i), split, TensorCore.inverse(permutation));
      operands[i] =
          UOp.of(Op.CONTRACT, factor.dtype().vector(core.fragments().get(i)), held.get(i), factor);
    }
    operands[2] = UOp.constant(core.output().vector(core.fragments().get(2)), 0);
    Arg unit =
        new Arg.MatrixMultiply(
            core.n(), core.m(), core.k(), core.input(), core.output(), core.threads(), held);
    UOp multiplied = UOp.of(Op.WMMA, operands[2].dtype(), unit, operands);
    UOp unrolled = UOp.of(Op.UNROLL, core.output(), held.get(2), multiplied);
    List<UOp> remaining = remaining(reduce, parts);
    return remaining.isEmpty() ? unrolled : unrolled.reduce(Op.ADD, remaining);
  }

  private static Arg.LaneAxes laneAxes(
      TensorCore core, Map<TensorCore.Axis, UOp> parts, int count) {
    return new Arg.LaneAxes(
        core.held().subList(0, count).stream()
            .map(a -> new Arg.LaneAxis(ScheduleRanges.number(partOf(parts, a)), 2))
            .toList());
  }

  private static UOp partOf(Map<TensorCore.Axis, UOp> parts, TensorCore.Axis axis) {
    UOp part = parts.get(axis);
    if (part == null) {
      throw new AssertionError("no axis " + axis + " in " + parts.keySet());
    }
    return part;
  }

  private static UOp permuted(UOp factor, List<UOp> parts, List<Integer> order) {
    Map<UOp, UOp> exchanged = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      exchanged.put(parts.get(i), parts.get(order.get(i)));
    }
    return GraphMap.replace(factor, exchanged);
  }

  /** Returns the reduced ranges that the unit does not take up. */
  private static List<UOp> remaining(UOp reduce, Map<TensorCore.Axis, UOp> parts) {
    List<Integer> taken =
        parts.entrySet().stream()
            .filter(e -> e.getKey().holder() == TensorCore.Holder.INNER)
            .map(e -> ScheduleRanges.number(e.getValue()))
            .toList();
    return ScheduleRanges.in(reduce.srcFrom(Op.REDUCE.closedRangesStart())).stream()
        .filter(r -> !taken.contains(ScheduleRanges.number(r)))
        .toList();
  }
}
