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
 * final; so is this one. A stage that finds what it needs not yet final is put off to the bottom of
 * the stack; when all on it are, they wait for one another.
 */
final class Traversal {
  private static final byte ENTER = 0;
  private static final byte REBUILD = 1;
  private static final byte LINK = 2;

  /** Steps that are counted at a time, a power of two. */
  private static final int COUNTED = 1024;

  private final NodeStep step;
  private final boolean rootFirst;
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
    NodeTable.Entry start = table.entry(root);
    if (start.result == null && !rootFirst && hasFinalOperands(root) && ask(start) == null) {
      start.result = root; // As most nodes of a graph that is made from its leaves.
    }
    if (start.result != null) {
      return start.result;
    }
    start.placed = true;
    stack.push(start, ENTER, root);
    int steps = 0;
    for (; !stack.isEmpty(); steps++) {
      if (steps % COUNTED == COUNTED - 1) {
        meter.spend(Work.REWRITE, COUNTED);
      }
      if (putOff > stack.size()) {
        throw new RewriteLimitError("a circle in " + step.latest() + " on " + root);
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

  private boolean hasFinalOperands(UOp node) {
    for (int i = 0; i < node.arity(); i++) {
      if (table.entry(node.src(i)).result != node.src(i)) {
        return false;
      }
    }
    return true;
  }

  private void enter(NodeTable.Entry entry) {
    putOff = 0;
    UOp node = rootFirst ? fixedPoint(entry.node) : entry.node;
    boolean waits = false;
    for (int i = node.arity() - 1; i >= 0; i--) {
      NodeTable.Entry operand = table.entry(node.src(i));
      if (!operand.placed && operand.result == null) {
        if (!waits) {
          waits = true;
          stack.push(entry, REBUILD, node);
        }
        operand.placed = true;
        stack.push(operand, ENTER, operand.node);
      }
    }
    if (!waits) {
      rebuild(entry, node);
    }
  }

  private UOp fixedPoint(UOp start) {
    UOp node = start;
    @Nullable Set<UOp> seen = null;
    for (UOp next = ask(table.entry(node)); next != null; next = ask(table.entry(node))) {
      if (seen == null) {
        seen = new HashSet<>();
      }
      seen.add(node);
      if (seen.contains(next)) {
        throw new RewriteLimitError("a circle in " + step.latest() + " on " + start);
      }
      if (seen.size() == budget) {
        throw new RewriteLimitError(
            "no end after " + budget + " applications in " + step.latest() + " on " + start);
      }
      node = next;
    }
    return node;
  }

  private void rebuild(NodeTable.Entry entry, UOp node) {
    UOp @Nullable [] operands = null;
    for (int i = 0; i < node.arity(); i++) {
      UOp operand = node.src(i);
      UOp result = table.entry(operand).result;
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
    UOp next;
    if (operands != null) {
      next = node.withSrc(operands);
    } else {
      UOp rewritten = rootFirst ? null : ask(node == entry.node ? entry : table.entry(node));
      if (rewritten == null) {
        entry.result = node;
        return;
      }
      next = rewritten;
    }
    NodeTable.Entry nextEntry = table.entry(next);
    if (nextEntry.result != null) {
      entry.result = nextEntry.result;
      return;
    }
    stack.push(entry, LINK, next);
    if (rootFirst || !nextEntry.asked) {
      stack.push(nextEntry, ENTER, next); // Otherwise it is on its way: the link waits for it.
    }
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
    }
    return entry.answer;
  }
}
