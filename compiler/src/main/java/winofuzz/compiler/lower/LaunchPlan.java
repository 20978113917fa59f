package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import winofuzz.convolution.Grid;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * How the ranges of a kernel are laid out over its launch.
 *
 * <p>Global axes in falling order of id are x, y and z of the grid; the axes of a threadgroup in
 * rising order of id are x, y and z of its threads. Where there are more than three, neighbours are
 * merged; where one exceeds the device's limit, it is split.
 *
 * @param grid the launch
 * @param positions for each range that the launch enumerates, its value in terms of the launch
 */
public record LaunchPlan(Grid grid, Map<UOp, UOp> positions) {
  private static final int DIMENSIONS = 3;

  /** The largest extent of a launch in each dimension, of the grid as of a threadgroup. */
  static final long LIMIT = 0x8FFF_FFFFL;

  /**
   * Returns the launch of a kernel; its ranges of types GLOBAL, WARP, LOCAL and GROUP_REDUCE are
   * read.
   */
  public static LaunchPlan of(UOp kernel) {
    return of(kernel, LIMIT, false);
  }

  /** Returns the launch of a kernel whose spatial global axes count as having the lowest ids. */
  static LaunchPlan spatialFirst(UOp kernel) {
    return of(kernel, LIMIT, true);
  }

  static LaunchPlan of(UOp kernel, long limit, boolean spatialFirst) {
    Map<List<Integer>, List<UOp>> global = new TreeMap<>(LaunchPlan::compareIds);
    Map<List<Integer>, List<UOp>> local = new TreeMap<>(LaunchPlan::compareIds);
    for (UOp range : KernelRanges.allIn(kernel)) {
      if (KernelRanges.isLaunched(range)) {
        var axes = range.axis().type() == AxisType.GLOBAL ? global : local;
        axes.computeIfAbsent(range.axis().id(), id -> new ArrayList<>()).add(range);
      }
    }
    Map<UOp, UOp> positions = new HashMap<>();
    List<List<UOp>> falling = new ArrayList<>(global.values());
    if (spatialFirst) {
      falling.sort(Comparator.comparing(axis -> !axis.getFirst().axis().role().isSpatial()));
    }
    Collections.reverse(falling);
    List<Grid.Dimension> threadgroups = layOut("gidx", falling, limit, positions);
    List<Grid.Dimension> threads =
        layOut("lidx", new ArrayList<>(local.values()), limit, positions);
    return new LaunchPlan(new Grid(threadgroups, threads), positions);
  }

  private static int compareIds(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byElement = Integer.compare(a.get(i), b.get(i));
      if (byElement != 0) {
        return byElement;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /**
   * Lays axes out over up to three dimensions.
   *
   * @param axes of each axis the ranges that stand for it, all of one extent; the first fastest
   */
  private static List<Grid.Dimension> layOut(
      String prefix, List<List<UOp>> axes, long limit, Map<UOp, UOp> positions) {
    List<List<List<UOp>>> groups = group(axes, limit);
    if (groups.size() == axes.size() && groups.stream().anyMatch(g -> extent(g) > limit)) {
      return split(prefix, axes, limit, positions);
    }
    List<Grid.Dimension> dimensions = new ArrayList<>();
    for (List<List<UOp>> group : groups) {
      readOff(special(prefix, dimensions.size(), extent(group)), group, positions);
      dimensions.add(dimension(extent(group), group.reversed()));
    }
    return padded(dimensions);
  }

  /** Merges neighbours, the fastest first, until there are three dimensions within the limit. */
  private static List<List<List<UOp>>> group(List<List<UOp>> axes, long limit) {
    List<List<List<UOp>>> single = new ArrayList<>();
    axes.forEach(axis -> single.add(List.of(axis)));
    List<List<List<UOp>>> groups = new ArrayList<>(single);
    while (groups.size() > DIMENSIONS || groups.stream().anyMatch(g -> extent(g) > limit)) {
      int first = -1;
      for (int i = 0; i < Math.min(DIMENSIONS, groups.size() - 1) && first < 0; i++) {
        if (extent(groups.get(i)) * extent(groups.get(i + 1)) <= limit) {
          first = i;
        }
      }
      if (first < 0) {
        if (axes.size() > DIMENSIONS) {
          throw new InvalidGraphException(
              "launch: expected axes that fit three dimensions of at most "
                  + limit
                  + ", found "
                  + single.stream().map(LaunchPlan::extent).toList());
        }
        return single;
      }
      List<List<UOp>> merged = new ArrayList<>(groups.get(first));
      merged.addAll(groups.remove(first + 1));
      groups.set(first, merged);
    }
    return groups;
  }

  /**
   * Moves the smallest factor of a dimension past the limit to the next, until all fit; the axes
   * are then read off the position in the whole grid, the first fastest.
   */
  private static List<Grid.Dimension> split(
      String prefix, List<List<UOp>> axes, long limit, Map<UOp, UOp> positions) {
    long[] sizes = {1, 1, 1};
    for (int i = 0; i < axes.size(); i++) {
      sizes[i] = KernelRanges.extent(axes.get(i).getFirst());
    }
    for (int i = 0; i < DIMENSIONS; i++) {
      while (sizes[i] > limit) {
        long factor = smallestFactor(sizes[i]);
        sizes[i] /= factor;
        sizes[(i + 1) % DIMENSIONS] *= factor;
      }
    }
    List<Grid.Dimension> dimensions = new ArrayList<>();
    UOp whole = special(prefix, 0, sizes[0]);
    dimensions.add(dimension(sizes[0], axes.reversed()));
    for (int i = 1; i < DIMENSIONS && sizes[i] > 1; i++) {
      whole = whole.times(sizes[i]).plus(special(prefix, i, sizes[i]));
      dimensions.add(dimension(sizes[i], axes.reversed()));
    }
    readOff(whole, axes, positions);
    return padded(dimensions);
  }

  /** The values of axes at a position that enumerates them all, the first fastest. */
  private static void readOff(UOp position, List<List<UOp>> axes, Map<UOp, UOp> positions) {
    UOp rest = position;
    for (int i = 0; i < axes.size(); i++) {
      boolean last = i == axes.size() - 1;
      long size = KernelRanges.extent(axes.get(i).getFirst());
      UOp value = last ? rest : rest.modulo(size);
      axes.get(i).forEach(range -> positions.put(range, value));
      rest = rest.divide(size);
    }
  }

  private static long smallestFactor(long n) {
    for (long d = 2; d * d <= n; d++) {
      if (n % d == 0) {
        return d;
      }
    }
    throw new InvalidGraphException("launch: expected an extent that can be split, found " + n);
  }

  private static UOp special(String prefix, int dimension, long size) {
    return UOp.of(Op.SPECIAL, DType.INDEX, new Arg.Name(prefix + dimension), UOp.index(size));
  }

  private static long extent(List<List<UOp>> group) {
    long result = 1;
    for (List<UOp> axis : group) {
      result = Math.multiplyExact(result, (long) KernelRanges.extent(axis.getFirst()));
    }
    return result;
  }

  private static Grid.Dimension dimension(long size, List<List<UOp>> axes) {
    List<Grid.Part> parts = new ArrayList<>();
    for (List<UOp> axis : axes) {
      UOp range = axis.getFirst();
      parts.add(new Grid.Part(range.axis(), KernelRanges.extent(range)));
    }
    return new Grid.Dimension(Math.toIntExact(size), parts);
  }

  private static List<Grid.Dimension> padded(List<Grid.Dimension> dimensions) {
    while (dimensions.size() < DIMENSIONS) {
      dimensions.add(Grid.Dimension.ONE);
    }
    return dimensions;
  }
}
