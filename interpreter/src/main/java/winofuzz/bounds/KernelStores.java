package winofuzz.bounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The stores of a kernel at stage linear to the memory that it writes: which thread writes an
 * element is found without running any.
 */
public final class KernelStores {
  /**
   * A store as a sum of unknowns.
   *
   * @param conditions of the blocks and of the gate around it
   * @param turns the positions of threads and the counters of the loops around it: it is made once
   *     for each value of these
   */
  private record Store(
      LinearForm index, int lanes, List<LinearForm> conditions, List<LinearForm> turns) {}

  private final IntegerForms forms = new IntegerForms();
  private final List<Store> stores = new ArrayList<>();
  private boolean hasOthers;

  /** The stores to the first argument of a kernel. */
  public KernelStores(Kernel.Linear body) {
    Deque<UOp> conditions = new ArrayDeque<>();
    Set<UOp> turns = new LinkedHashSet<>();
    for (UOp node : body.instructions()) {
      switch (node.op()) {
        case IF -> conditions.push(node.src(0));
        case ENDIF -> conditions.pop();
        case SPECIAL, RANGE -> turns.add(node);
        case ENDRANGE -> turns.removeAll(node.src());
        case STORE -> add(node, conditions, turns);
        // Forms are made where a store needs them.
        default -> {}
      }
    }
  }

  private void add(UOp store, Collection<UOp> conditions, Collection<UOp> turns) {
    UOp pointer = store.src(0);
    UOp index = pointer.is(Op.CAST) ? pointer.src(0) : pointer;
    boolean isOutput =
        index.src(0).is(Op.DEFINE_GLOBAL)
            && index.src(0).arg() instanceof Arg.Slot slot
            && slot.number() == 0;
    if (!isOutput) {
      return;
    }
    try {
      List<LinearForm> all = new ArrayList<>();
      conditions.forEach(condition -> all.add(forms.of(condition)));
      if (index.arity() > 2) {
        all.add(forms.of(index.src(2)));
      }
      stores.add(
          new Store(
              forms.of(index.src(1)),
              store.src(1).dtype().count(),
              all,
              turns.stream().map(forms::of).toList()));
    } catch (ArithmeticException beyondLongs) {
      hasOthers = true;
    }
  }

  /** Who writes an element. */
  public sealed interface Writer {
    /**
     * A thread.
     *
     * @param at its position and the turn of its loops, by the names that the text has for them
     */
    record Found(SortedMap<String, Long> at) implements Writer {}

    /** Nobody: no store of any thread is to this element. */
    record Nobody() implements Writer {}

    /** It is not known. */
    record Undecided() implements Writer {}
  }

  /** Returns who writes an element. */
  public Writer writerOf(long element) {
    boolean isDecided = !hasOthers;
    for (Store store : stores) {
      switch (solve(store, element, List.of())) {
        case Solver.Solution.Found found -> {
          return new Writer.Found(forms.unknowns().positions(found));
        }
        case Solver.Solution.GaveUp _ -> isDecided = false;
        case Solver.Solution.None _ -> {}
      }
    }
    return isDecided ? new Writer.Nobody() : new Writer.Undecided();
  }

  /** Returns who writes an element besides the {@linkplain #writerOf one} who does. */
  public Writer secondWriterOf(long element) {
    boolean isDecided = !hasOthers;
    boolean isFirst = true;
    for (Store store : stores) {
      switch (solve(store, element, List.of())) {
        case Solver.Solution.Found found -> {
          Writer other =
              isFirst
                  ? otherThan(found, store, element)
                  : new Writer.Found(forms.unknowns().positions(found));
          if (other instanceof Writer.Found) {
            return other;
          }
          isDecided &= other instanceof Writer.Nobody;
          isFirst = false;
        }
        case Solver.Solution.GaveUp _ -> isDecided = false;
        case Solver.Solution.None _ -> {}
      }
    }
    return isDecided ? new Writer.Nobody() : new Writer.Undecided();
  }

  /**
   * Returns another solution, in which some position or counter is smaller or larger. One that does
   * not matter may have any value.
   */
  private Writer otherThan(Solver.Solution.Found found, Store store, long element) {
    for (LinearForm turn : store.turns) {
      boolean isFree = turn.size() == 1 && !found.matter().contains(turn.unknown(0));
      if (isFree && forms.unknowns().ranges().most(turn) > 0) {
        return new Writer.Found(forms.unknowns().positions(found));
      }
    }
    boolean isDecided = true;
    for (int i : found.matter()) {
      if (forms.unknowns().get(i).isFree()) {
        long value = found.values().least(i);
        LinearForm unknown = LinearForm.of(i);
        for (Relation other :
            List.of(
                new Relation.Within(unknown, 0, value - 1),
                new Relation.Within(unknown, value + 1, Ranges.UNBOUNDED))) {
          switch (solve(store, element, List.of(other))) {
            case Solver.Solution.Found second -> {
              return new Writer.Found(forms.unknowns().positions(second));
            }
            case Solver.Solution.GaveUp _ -> isDecided = false;
            case Solver.Solution.None _ -> {}
          }
        }
      }
    }
    return isDecided ? new Writer.Nobody() : new Writer.Undecided();
  }

  private Solver.Solution solve(Store store, long element, List<Relation> more) {
    List<Relation> goals = new ArrayList<>(more);
    goals.add(new Relation.Within(store.index, element - store.lanes + 1, element));
    store.conditions.forEach(condition -> goals.add(new Relation.Within(condition, 1, 1)));
    return new Solver(forms.unknowns()).solve(goals);
  }
}
