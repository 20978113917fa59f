package winofuzz.compiler.rewrite;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.NodeArena;
import winofuzz.ir.UOp;
import winofuzz.work.Work;
import winofuzz.work.WorkMeter;

/**
 * One run of a rewriter over a graph: a depth-first walk kept on an explicit stack, with the final
 * form of every node remembered.
 *
 * <p>A node passes three stages. ENTER: its operands are put on the stack above it. REBUILD: the
 * operands are final; the node is built anew on them, or rewritten. LINK: the node it has become is
 * final; so is this one.
 *
 * <p>Where the order of visits matters, an operand that is on the stack already is left to its
 * outermost user, and a stage that finds what it needs not yet final is put off to the bottom of
 * the stack; when all on it are, they wait for one another. Else an operand is put on the stack by
 * each of its users, so that a node which is needed while its own operands are visited waits for
 * itself.
 */
final class Traversal {
  private static final byte ENTER = 0;
  private static final byte REBUILD = 1;
  private static final byte LINK = 2;

  /** Steps that are counted at a time, a power of two. */
  private static final int COUNTED = 1024;

  /** So many applications to one node need not be looked through for a circle. */
  private static final int FEW = 8;

  private final NodeStep step;
  private final boolean rootFirst;

  /** Whether the order of visits matters. */
  private final boolean ordered;

  private final int budget;
  private final NodeTable table = new NodeTable();
  private final WorkStack stack = new WorkStack();
  private final WorkMeter meter = NodeArena.meter();

  /** How many nodes in a row were put off. */
  private int putOff;

  /**
   * @param step what is done to a node
   * @param rootFirst whether before its operands are visited rather than after
   * @param budget how many stages may be run
   */
  Traversal(NodeStep step, boolean rootFirst, int budget) {
    this.step = step;
    this.rootFirst = rootFirst;
    this.ordered = step.dependsOnOrder();
    this.budget = budget;
  }

  /** Takes a node as its own final form. */
  void settle(UOp node) {
    table.entry(node).result = node;
  }

  /**
   * Returns the final form of a graph; what has been found out in earlier runs is not done again.
   */
  UOp run(UOp root) {
    if (step.isSettled(root)) {
      return root;
    }
    NodeTable.Entry start = table.entry(root);
    if (start.result == null && !rootFirst && hasFinalOperands(root) && ask(start) == null) {
      finish(start); // As most nodes of a graph that is made from its leaves.
    }
    if (start.result != null) {
      return start.result;
    }
    start.placed = ordered;
    stack.push(start, ENTER, root);
    int steps = 0;
    for (; !stack.isEmpty(); steps++) {
      if (steps % COUNTED == COUNTED - 1) {
        meter.spend(Work.REWRITE, COUNTED);
      }
      if (putOff > stack.size()) {
        throw circle(root);
      }
      if (steps == budget) {
        throw new RewriteLimitError(
            "no end after " + budget + " steps in " + step.latest() + " on " + root);
      }
      stack.pop();
      NodeTable.Entry entry = stack.entry();
      if (entry.result != null) {
        continue;
      }
      switch (stack.stage()) {
        case ENTER -> enter(entry);
        case REBUILD -> rebuild(entry, stack.current());
        default -> link(entry, stack.current());
      }
    }
    meter.spend(Work.REWRITE, steps % COUNTED);
    if (start.result == null) {
      throw new AssertionError("a rewrite left its root unfinished: " + root);
    }
    return start.result;
  }

  private RewriteLimitError circle(UOp node) {
    return new RewriteLimitError("a circle in " + step.latest() + " on " + node);
  }

  private boolean hasFinalOperands(UOp node) {
    for (int i = 0; i < node.arity(); i++) {
      UOp operand = node.src(i);
      if (!step.isSettled(operand) && table.entry(operand).result != operand) {
        return false;
      }
    }
    return true;
  }

  private void enter(NodeTable.Entry entry) {
    putOff = 0;
    if (!ordered) {
      if (entry.placed) {
        throw circle(entry.node);
      }
      entry.placed = true;
    }
    UOp node = rootFirst ? fixedPoint(entry.node) : entry.node;
    boolean waits = false;
    for (int i = node.arity() - 1; i >= 0; i--) {
      if (step.isSettled(node.src(i))) {
        continue;
      }
      NodeTable.Entry operand = table.entry(node.src(i));
      if (operand.result == null && !(ordered && operand.placed)) {
        if (!waits) {
          waits = true;
          stack.push(entry, REBUILD, node);
        }
        operand.placed |= ordered;
        stack.push(operand, ENTER, operand.node);
      }
    }
    if (!waits) {
      rebuild(entry, node);
    }
  }

  private UOp fixedPoint(UOp start) {
    UOp node = start;
    int applications = 0;
    @Nullable Set<UOp> seen = null;
    for (UOp next = ask(table.entry(node)); next != null; next = ask(table.entry(node))) {
      if (++applications == budget) {
        throw new RewriteLimitError(
            "no end after " + budget + " applications in " + step.latest() + " on " + start);
      }
      if (applications > FEW) {
        seen = seen == null ? new HashSet<>() : seen;
        if (!seen.add(next)) {
          throw circle(start);
        }
      }
      node = next;
    }
    return node;
  }

  private void rebuild(NodeTable.Entry entry, UOp node) {
    UOp @Nullable [] operands = null;
    for (int i = 0; i < node.arity(); i++) {
      UOp operand = node.src(i);
      UOp result = step.isSettled(operand) ? operand : table.entry(operand).result;
      if (result == null) {
        stack.pushBottom(entry, REBUILD, node);
        putOff++;
        return;
      }
      if (operands == null && result != operand) {
        operands = node.copyOfSrc();
      }
      if (operands != null) {
        operands[i] = result;
      }
    }
    putOff = 0;
    if (operands != null) {
      goOn(entry, node.withSrc(operands), true);
      return;
    }
    NodeTable.Entry asked = node == entry.node ? entry : table.entry(node);
    UOp rewritten = rootFirst ? null : ask(asked);
    if (rewritten == null) {
      finish(asked);
      entry.result = node;
    } else {
      goOn(entry, rewritten, hasFinalOperands(rewritten));
    }
  }

  /**
   * Visits the node that another has become.
   *
   * @param ready whether its operands are final
   */
  private void goOn(NodeTable.Entry entry, UOp next, boolean ready) {
    if (step.isSettled(next)) {
      entry.result = next;
      return;
    }
    NodeTable.Entry nextEntry = table.entry(next);
    if (nextEntry.result == null) {
      boolean isOnItsWay = ordered && nextEntry.asked;
      if (isOnItsWay || !ready || ask(nextEntry) != null) {
        stack.push(entry, LINK, next);
        if (rootFirst || !isOnItsWay) {
          stack.push(nextEntry, ENTER, next); // Otherwise the link waits for it.
        }
        return;
      }
      finish(nextEntry);
    }
    entry.result = nextEntry.result;
  }

  /** Takes a node that the step leaves, and whose operands are final, as its own final form. */
  private void finish(NodeTable.Entry entry) {
    entry.result = entry.node;
    entry.settled = entry.quiet && hasSettledOperands(entry.node);
    if (entry.settled) {
      step.settle(entry.node);
    }
  }

  private boolean hasSettledOperands(UOp node) {
    for (int i = 0; i < node.arity(); i++) {
      UOp operand = node.src(i);
      if (!step.isSettled(operand) && !table.entry(operand).settled) {
        return false;
      }
    }
    return true;
  }

  private void link(NodeTable.Entry entry, UOp next) {
    UOp result = table.entry(next).result;
    if (result == null) {
      stack.pushBottom(entry, LINK, next);
      putOff++;
    } else {
      putOff = 0;
      entry.result = result;
    }
  }

  /** Returns what the step makes of a node; it is asked once. */
  private @Nullable UOp ask(NodeTable.Entry entry) {
    if (!entry.asked) {
      entry.asked = true;
      entry.answer = step.apply(entry.node);
      entry.quiet = step.settles();
    }
    return entry.answer;
  }
}
