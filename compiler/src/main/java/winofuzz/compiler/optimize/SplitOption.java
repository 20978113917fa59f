package winofuzz.compiler.optimize;

import java.util.List;
import java.util.stream.IntStream;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.UOp;

/** Splitting an axis in two: UPCAST, UNROLL, LOCAL, GROUP, GROUPTOP. */
final class SplitOption {
  /** Bytes of threadgroup memory. */
  static final int SHARED_BYTES = 32768;

  private static final int MOST_UNROLLED = 32;
  private static final int MOST_UPCAST = 16;

  private SplitOption() {}

  /**
   * Refuses an axis that does not exist or is of the wrong type, an amount that does not divide its
   * size or is too large, and grouping beyond threadgroup memory, within another reduction or
   * beside a matrix unit.
   */
  static KernelSchedule apply(KernelSchedule schedule, Opt.Split option) throws RefusedException {
    UOp range = schedule.axis(axis(schedule, option));
    int amount = option.amount() == 0 ? ScheduleRanges.size(range) : option.amount();
    checkSharedMemory(schedule, option, amount);
    if (option.kind().isGroup()) {
      checkNotNested(schedule, option, range);
    }
    switch (option.kind()) {
      case UNROLL -> checkUnroll(option, range, amount);
      case UPCAST -> checkUpcast(option, range, amount);
      case LOCAL -> checkLocal(schedule, option, range);
      case GROUP, GROUPTOP -> checkGroup(schedule, option, range);
    }
    if (amount < 1 || ScheduleRanges.size(range) % amount != 0) {
      throw new RefusedException(
          option,
          "expected a divisor of "
              + ScheduleRanges.size(range)
              + ", found "
              + amount
              + " in "
              + schedule.describe());
    }
    UOp part = part(schedule, range, amount, option.kind().type());
    boolean top = option.kind() == Opt.SplitKind.GROUPTOP;
    return schedule.split(range, part, top).with(option);
  }

  /** Returns the new range that takes an amount of a range. */
  static UOp part(KernelSchedule schedule, UOp range, int amount, AxisType type) {
    Arg.Axis from = range.axis();
    Arg.Axis axis =
        new Arg.Axis(List.of(schedule.freshNumber()), type, from.role(), from.kernelLocal());
    return UOp.range(UOp.index(amount), axis);
  }

  private static int axis(KernelSchedule schedule, Opt.Split option) throws RefusedException {
    List<Integer> choices =
        switch (option.kind()) {
          case UNROLL -> schedule.unrollable();
          case GROUP, GROUPTOP -> schedule.axesOf(AxisType.REDUCE);
          case UPCAST, LOCAL -> IntStream.range(0, schedule.axes().size()).boxed().toList();
        };
    if (option.axis() < 0 || option.axis() >= choices.size()) {
      throw new RefusedException(
          option, "expected one of " + choices.size() + " axes, found " + schedule.describe());
    }
    return choices.get(option.axis());
  }

  private static void checkSharedMemory(KernelSchedule schedule, Opt.Split option, int amount)
      throws RefusedException {
    if (schedule.reduction().isEmpty() || !(option.kind().isGroup() || schedule.isGrouped())) {
      return;
    }
    List<Integer> threadsAndLanes =
        schedule.axesOf(AxisType.UPCAST, AxisType.WARP, AxisType.LOCAL, AxisType.GROUP_REDUCE);
    long bytes =
        amount
            * schedule.product(threadsAndLanes)
            * schedule.reduction().orElseThrow().dtype().kind().bytes();
    if (bytes > SHARED_BYTES) {
      throw new RefusedException(
          option,
          "expected at most " + SHARED_BYTES + " bytes of threadgroup memory, found " + bytes);
    }
  }

  private static void checkNotNested(KernelSchedule schedule, Opt.Split option, UOp range)
      throws RefusedException {
    boolean isNested =
        schedule.reductionOver(range).stream()
            .anyMatch(r -> r.ranges().stream().anyMatch(ScheduleRanges::isReduction));
    if (isNested) {
      throw new RefusedException(option, "expected a reduction outside of any other");
    }
  }

  private static void checkUnroll(Opt option, UOp range, int amount) throws RefusedException {
    if (amount > MOST_UNROLLED) {
      throw new RefusedException(
          option, "expected at most " + MOST_UNROLLED + " unrolled, found " + amount);
    }
    require(option, range, AxisType.GROUP_REDUCE, AxisType.REDUCE);
  }

  private static void checkUpcast(Opt option, UOp range, int amount) throws RefusedException {
    if (amount > MOST_UPCAST) {
      throw new RefusedException(
          option, "expected at most " + MOST_UPCAST + " lanes, found " + amount);
    }
    require(option, range, AxisType.GLOBAL, AxisType.LOCAL, AxisType.LOOP);
  }

  private static void checkLocal(KernelSchedule schedule, Opt option, UOp range)
      throws RefusedException {
    checkUsesLocals(schedule, option);
    require(option, range, AxisType.GLOBAL, AxisType.LOOP);
  }

  private static void checkGroup(KernelSchedule schedule, Opt option, UOp range)
      throws RefusedException {
    if (schedule.applied().stream().anyMatch(o -> o instanceof Opt.TensorCores)) {
      throw new RefusedException(option, "expected no matrix unit in the kernel");
    }
    checkUsesLocals(schedule, option);
    require(option, range, AxisType.REDUCE);
  }

  private static void checkUsesLocals(KernelSchedule schedule, Opt option) throws RefusedException {
    if (!schedule.usesLocals()) {
      throw new RefusedException(option, "expected a kernel that uses threads of a threadgroup");
    }
  }

  private static void require(Opt option, UOp range, AxisType... types) throws RefusedException {
    List<AxisType> expected = List.of(types);
    if (!expected.contains(ScheduleRanges.type(range))) {
      throw new RefusedException(
          option, "expected an axis of type " + expected + ", found " + ScheduleRanges.type(range));
    }
  }
}
