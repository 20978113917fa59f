package winofuzz.fuzz.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * What a kernel's instructions ask of device memory, from the arithmetic of their indices: every
 * threadgroup and every turn of every loop counts, and none is run.
 */
public final class KernelAccesses {

  private static final int NAME = "gidx".length();

  private final List<UOp> list;
  private final long[] groups = {1, 1, 1};
  private final long[] threads = {1, 1, 1};

  private KernelAccesses(Kernel.Linear kernel) {
    this.list = kernel.instructions();
    for (UOp node : list) {
      if (node.is(Op.SPECIAL)) {
        String name = ((Arg.Name) node.arg()).name();
        long[] extents = name.startsWith("g") ? groups : threads;
        extents[name.charAt(NAME) - '0'] = node.max() + 1;
      }
    }
  }

  /**
   * Returns the patterns of all accesses, in the order of the instructions.
   *
   * @throws UnknownAddressException if an index is no arithmetic on positions and loops
   */
  public static List<AccessPattern> of(Kernel.Linear kernel) {
    return new KernelAccesses(kernel).instructions().stream().map(Instruction::pattern).toList();
  }

  /**
   * Returns what instructions ask for that are alike: of one site, with the same strides between
   * lanes. In the order of the first of each.
   */
  public static List<AccessPattern> merged(List<AccessPattern> patterns) {
    record Alike(AccessSite site, List<Long> strides) {}
    Map<Alike, AccessPattern> result = new LinkedHashMap<>();
    for (AccessPattern pattern : patterns) {
      Alike key = new Alike(pattern.site(), List.copyOf(pattern.strides().keySet()));
      result.merge(key, pattern, AccessPattern::and);
    }
    return List.copyOf(result.values());
  }

  /**
   * Returns what the first threadgroup touches, each instruction in the first turn of its loops; in
   * the order of the instructions.
   *
   * @throws UnknownAddressException if an index is no arithmetic on positions and loops
   */
  public static List<FirstTouch> firstTouches(Kernel.Linear kernel) {
    return new KernelAccesses(kernel).instructions().stream().map(Instruction::firstTouch).toList();
  }

  private List<Instruction> instructions() {
    List<Instruction> result = new ArrayList<>();
    Deque<UOp> open = new ArrayDeque<>();
    for (UOp node : list) {
      switch (node.op()) {
        case RANGE, IF -> open.push(node);
        case ENDRANGE, ENDIF -> open.pop();
        case LOAD, STORE -> {
          UOp index = node.src(0).is(Op.CAST) ? node.src(0).src(0) : node.src(0);
          if (index.src(0).is(Op.DEFINE_GLOBAL)) {
            result.add(new Instruction(node, index, open));
          }
        }
        // Other instructions do not touch memory.
        default -> {}
      }
    }
    return result;
  }

  /** An instruction that touches device memory, and the blocks that it stands in. */
  private final class Instruction {
    private final AccessSite site;
    private final UOp offset;
    private final List<UOp> conditions;
    private final long turns;
    private final LaneAddresses addresses;

    Instruction(UOp access, UOp index, Deque<UOp> open) {
      UOp memory = index.src(0);
      boolean loads = access.is(Op.LOAD);
      this.site =
          new AccessSite(
              loads ? AccessSite.Direction.LOAD : AccessSite.Direction.STORE,
              ((Arg.Slot) memory.arg()).number(),
              memory.dtype().kind().bytes(),
              (loads ? access.dtype() : access.src(1).dtype()).count());
      this.offset = index.src(1);
      this.conditions = new ArrayList<>(index.srcFrom(2));
      long product = 1;
      for (UOp block : open) {
        if (block.is(Op.IF)) {
          conditions.add(block.src(0));
        } else {
          product *= block.max() + 1;
        }
      }
      this.turns = product;
      List<UOp> wanted = new ArrayList<>(conditions);
      wanted.add(offset);
      this.addresses = new LaneAddresses(wanted, threads);
    }

    AccessPattern pattern() {
      SectorCounter counter = new SectorCounter(site);
      long times = groups[0] * groups[1] * groups[2] * turns / addresses.points();
      long[] elements = new long[threadCount()];
      addresses.forEach(
          () -> {
            touch(elements);
            counter.threadgroup(elements, times);
            return true;
          });
      return counter.pattern();
    }

    FirstTouch firstTouch() {
      long[] elements = new long[threadCount()];
      addresses.forEach(
          () -> {
            touch(elements);
            return false;
          });
      return new FirstTouch(
          site,
          Arrays.stream(elements)
              .mapToObj(
                  e -> e == SectorCounter.INACTIVE ? OptionalLong.empty() : OptionalLong.of(e))
              .toList());
    }

    /** Finds the first element that each thread touches. */
    private void touch(long[] elements) {
      long[] offsets = addresses.of(offset);
      for (int t = 0; t < elements.length; t++) {
        elements[t] = offsets[offsets.length == 1 ? 0 : t];
      }
      for (UOp condition : conditions) {
        long[] holds = addresses.of(condition);
        for (int t = 0; t < elements.length; t++) {
          if (holds[holds.length == 1 ? 0 : t] == 0) {
            elements[t] = SectorCounter.INACTIVE;
          }
        }
      }
    }
  }

  private int threadCount() {
    return Math.toIntExact(threads[0] * threads[1] * threads[2]);
  }
}
