package winofuzz.bounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeArena;
import winofuzz.work.Work;

/**
 * Finds values of positions and loop counters for which some relations hold, or proves that there
 * are none: ranges are narrowed until nothing changes, then the widest one is cut in two. Complete,
 * as all ranges are finite, up to a limit on the cuts.
 */
final class Solver {
  /** How many times ranges are cut for one question. */
  private static final int MOST_CUTS = 2_000;

  /** How many times ranges are cut for all questions that one solver is asked. */
  private static final int MOST_CUTS_IN_ALL = 40_000;

  /** How many times all relations narrow ranges before a range is cut. */
  private static final int MOST_ROUNDS = 16;

  private final Unknowns unknowns;
  private int cutsLeft = MOST_CUTS_IN_ALL;

  Solver(Unknowns unknowns) {
    this.unknowns = unknowns;
  }

  /** What comes of a question. */
  sealed interface Solution {
    /** No values fulfil the relations. */
    record None() implements Solution {}

    /** These values of all unknowns that matter do. */
    record Found(Ranges values, SortedSet<Integer> matter) implements Solution {}

    /** Nobody knows. */
    record GaveUp() implements Solution {}
  }

  /** Looks for values for which all goals hold. */
  Solution solve(List<Relation> goals) {
    SortedSet<Integer> matter = new TreeSet<>();
    goals.forEach(goal -> collect(goal, matter));
    List<Relation> relations = new ArrayList<>();
    for (int unknown : matter) {
      Relation definition = unknowns.get(unknown).definition();
      if (definition != null) {
        relations.add(definition);
      }
    }
    relations.addAll(goals);
    try {
      return search(relations, matter);
    } catch (ArithmeticException beyondLongs) {
      return new Solution.GaveUp();
    }
  }

  private Solution search(List<Relation> relations, SortedSet<Integer> matter) {
    Deque<Ranges> open = new ArrayDeque<>();
    open.push(unknowns.ranges().copy());
    for (int cuts = 0; cuts <= MOST_CUTS && cutsLeft >= 0; cuts++) {
      Ranges ranges = open.poll();
      if (ranges == null) {
        return new Solution.None();
      }
      NodeArena.meter().spend(Work.EVALUATION, 1L + relations.size() / 8);
      narrow(ranges, relations);
      if (!ranges.isEmpty()) {
        Integer widest = widest(ranges, matter);
        if (widest == null) {
          return matter.stream().allMatch(ranges::isFixed)
              ? new Solution.Found(ranges, matter)
              : new Solution.GaveUp();
        }
        cutsLeft--;
        cut(ranges, widest, open);
      }
    }
    return new Solution.GaveUp();
  }

  /** Leaves the upper half to be looked at first: what is wrong is mostly wrong at the end. */
  private static void cut(Ranges ranges, int unknown, Deque<Ranges> open) {
    long middle = Math.floorDiv(ranges.least(unknown) + ranges.most(unknown), 2L);
    Ranges upper = ranges.copy();
    upper.narrow(unknown, middle + 1, Ranges.UNBOUNDED);
    ranges.narrow(unknown, -Ranges.UNBOUNDED, middle);
    open.push(ranges);
    open.push(upper);
  }

  private static void narrow(Ranges ranges, List<Relation> relations) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (Relation relation : relations) {
        relation.narrow(ranges);
        if (ranges.isEmpty()) {
          return;
        }
      }
      if (!ranges.takeChanged()) {
        return;
      }
    }
  }

  private @Nullable Integer widest(Ranges ranges, SortedSet<Integer> matter) {
    Integer result = null;
    long width = 0;
    for (int unknown : matter) {
      long here = ranges.most(unknown) - ranges.least(unknown);
      if (unknowns.get(unknown).isFree() && here > width) {
        result = unknown;
        width = here;
      }
    }
    return result;
  }

  private void collect(Relation relation, SortedSet<Integer> to) {
    for (LinearForm form : relation.operands()) {
      for (int i = 0; i < form.size(); i++) {
        Relation definition = unknowns.get(form.unknown(i)).definition();
        if (to.add(form.unknown(i)) && definition != null) {
          collect(definition, to);
        }
      }
    }
  }
}
