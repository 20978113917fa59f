package winofuzz.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The threads that a list of instructions is executed by, as its SPECIALs tell: gidx0 to gidx2 and
 * lidx0 to lidx2 with their extents.
 *
 * <p>Threads are numbered threadgroup by threadgroup, in each with x fastest, so that the lanes of
 * a simdgroup are 32 neighbours.
 */
final class ThreadLaunch {
  private static final int DIMENSIONS = 3;

  private final int[] groups = {1, 1, 1};
  private final int[] threads = {1, 1, 1};

  ThreadLaunch(List<UOp> instructions) {
    for (UOp node : instructions) {
      if (node.is(Op.SPECIAL)) {
        String name = ((Arg.Name) node.arg()).name();
        dimensions(node, name)[dimension(node, name)] = Math.toIntExact(node.max() + 1);
        requireFits(node);
      }
    }
  }

  /** Threads are counted by an int, with room for some elements each. */
  private void requireFits(UOp node) {
    List<Integer> extents =
        IntStream.concat(Arrays.stream(groups), Arrays.stream(threads)).boxed().toList();
    try {
      Space.elements(extents);
    } catch (EvaluationException e) {
      throw EvaluationException.at(node, e);
    }
  }

  /** Returns the threads of all threadgroups. */
  int threadCount() {
    return groupCount() * threadsPerGroup();
  }

  private int[] dimensions(UOp node, String name) {
    if (name.startsWith("gidx")) {
      return groups;
    }
    if (name.startsWith("lidx")) {
      return threads;
    }
    throw unknown(node);
  }

  private static int dimension(UOp node, String name) {
    int dimension = name.charAt(name.length() - 1) - '0';
    if (name.length() != "gidx".length() + 1 || dimension < 0 || dimension >= DIMENSIONS) {
      throw unknown(node);
    }
    return dimension;
  }

  private static EvaluationException unknown(UOp node) {
    return new EvaluationException(node + ": expected gidx0 to gidx2 or lidx0 to lidx2");
  }

  int groupCount() {
    return groups[0] * groups[1] * groups[2];
  }

  int threadsPerGroup() {
    return threads[0] * threads[1] * threads[2];
  }

  /** Returns the value of a SPECIAL in the threads of some threadgroups. */
  Values position(UOp node, int firstGroup, int groupsHere) {
    String name = ((Arg.Name) node.arg()).name();
    int dimension = dimension(node, name);
    boolean ofGroup = name.startsWith("gidx");
    int perGroup = threadsPerGroup();
    long[] cells = new long[groupsHere * perGroup];
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          ofGroup
              ? coordinate(groups, firstGroup + i / perGroup, dimension)
              : coordinate(threads, i % perGroup, dimension);
    }
    return new Integers(node.dtype().scalar(), cells);
  }

  private static long coordinate(int[] extents, int index, int dimension) {
    int rest = index;
    for (int d = 0; d < dimension; d++) {
      rest /= extents[d];
    }
    return rest % extents[dimension];
  }

  /** Which thread a place in an array is, in words. */
  String describe(int firstGroup, int place) {
    int group = firstGroup + place / threadsPerGroup();
    int thread = place % threadsPerGroup();
    return "threadgroup " + coordinates(groups, group) + ", thread " + coordinates(threads, thread);
  }

  private static List<Long> coordinates(int[] extents, int index) {
    List<Long> result = new ArrayList<>();
    for (int d = 0; d < DIMENSIONS; d++) {
      result.add(coordinate(extents, index, d));
    }
    return result;
  }
}
