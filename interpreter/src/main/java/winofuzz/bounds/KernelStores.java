package winofuzz.bounds;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
  /** A store as a sum of unknowns, with the conditions of the blocks and of the gate around it. */
  private record Store(LinearForm index, int lanes, List<LinearForm> conditions) {}

  private final IntegerForms forms = new IntegerForms();
  private final List<Store> stores = new ArrayList<>();
  private boolean hasOthers;

  /** The stores to the first argument of a kernel. */
  public KernelStores(Kernel.Linear body) {
    Deque<UOp> conditions = new ArrayDeque<>();
    for (UOp node : body.instructions()) {
      switch (node.op()) {
        case IF -> conditions.push(node.src(0));
        case ENDIF -> conditions.pop();
        case STORE -> add(node, conditions);
        // Forms are made where a store needs them.
        default -> {}
      }
    }
  }

  private void add(UOp store, Deque<UOp> conditions) {
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
      stores.add(new Store(forms.of(index.src(1)), store.src(1).dtype().count(), all));
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
      List<Relation> goals = new ArrayList<>();
      goals.add(new Relation.Within(store.index, element - store.lanes + 1, element));
      store.conditions.forEach(condition -> goals.add(new Relation.Within(condition, 1, 1)));
      switch (new Solver(forms.unknowns()).solve(goals)) {
        case Solver.Solution.Found found -> {
          return new Writer.Found(forms.unknowns().positions(found));
        }
        case Solver.Solution.GaveUp _ -> isDecided = false;
        case Solver.Solution.None _ -> {}
      }
    }
    return isDecided ? new Writer.Nobody() : new Writer.Undecided();
  }
}
