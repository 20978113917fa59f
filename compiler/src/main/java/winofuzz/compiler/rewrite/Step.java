package winofuzz.compiler.rewrite;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * One step of a compiled pattern. A step does its part and runs the steps after it; a step with a
 * choice runs them once for each, until one gives a result. So the replacement is the last step,
 * and a replacement that gives null sends the search on to the next reading.
 */
abstract sealed class Step {

  /** Returns the node that takes the root's place, or null if nothing from here on gives one. */
  abstract @Nullable UOp run(Scratch<?> scratch);

  /** Checks one operand, or the root, and moves on. */
  static final class Visit extends Step {
    private final int parent;
    private final int index;
    private final int register;
    private final boolean @Nullable [] ops;
    private final @Nullable Predicate<DType> type;
    private final @Nullable Predicate<Arg> argument;
    private final int minimumArity;
    private final int maximumArity;
    private final int slot;
    private final boolean bound;
    private final Step next;

    /**
     * @param parent the register of the node whose operand this is
     * @param index which operand, or -1 for the node in the parent register itself
     * @param register where to keep the node
     * @param slot where to keep what the node's name stands for, -1 if it has none
     * @param bound whether the name stands for a node already, which must be this one
     */
    Visit(
        Pattern pattern,
        int parent,
        int index,
        int register,
        int minimumArity,
        int maximumArity,
        int slot,
        boolean bound,
        Step next) {
      this.parent = parent;
      this.index = index;
      this.register = register;
      this.ops = table(pattern);
      this.type = pattern.type();
      this.argument = pattern.argument();
      this.minimumArity = minimumArity;
      this.maximumArity = maximumArity;
      this.slot = slot;
      this.bound = bound;
      this.next = next;
    }

    private static boolean @Nullable [] table(Pattern pattern) {
      if (pattern.ops() == null) {
        return null;
      }
      boolean[] result = new boolean[Op.values().length];
      pattern.ops().forEach(op -> result[OpIndex.of(op)] = true);
      return result;
    }

    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      UOp node = scratch.nodes[parent];
      if (index >= 0) {
        node = node.src(index);
      }
      if (ops != null && !ops[OpIndex.of(node.op())]) {
        return null;
      }
      if (bound && scratch.captures[slot] != node) {
        return null;
      }
      int arity = node.arity();
      if (arity < minimumArity || arity > maximumArity) {
        return null;
      }
      if ((type != null && !type.test(node.dtype()))
          || (argument != null && !argument.test(node.arg()))) {
        return null;
      }
      if (slot >= 0) {
        scratch.captures[slot] = node;
      }
      scratch.nodes[register] = node;
      return next.run(scratch);
    }
  }

  /** Tries several ways on. */
  static final class Fork extends Step {
    private final Step[] branches;

    Fork(Step[] branches) {
      this.branches = branches;
    }

    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      for (Step branch : branches) {
        UOp result = branch.run(scratch);
        if (result != null) {
          return result;
        }
      }
      return null;
    }
  }

  /** Matches all operands of a node with one pattern. */
  static final class Every extends Step {
    private final int parent;
    private final int register;
    private final Step first;
    private final Step others;
    private final Step next;

    /**
     * @param parent the register of the node whose operands these are
     * @param register where the operand under test is put
     * @param first matches the first operand and binds names
     * @param others matches the other operands, for which the names are bound
     */
    Every(int parent, int register, Step first, Step others, Step next) {
      this.parent = parent;
      this.register = register;
      this.first = first;
      this.others = others;
      this.next = next;
    }

    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      UOp node = scratch.nodes[parent];
      for (int i = 0; i < node.arity(); i++) {
        scratch.nodes[register] = node.src(i);
        if ((i == 0 ? first : others).run(scratch) == null) {
          return null;
        }
      }
      return next.run(scratch);
    }
  }

  /** The end of the pattern for one operand among {@link Every}: it matched. */
  static final class Matched extends Step {
    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      return scratch.nodes[0];
    }
  }

  /** Checks that some operations are among the operands. */
  static final class Including extends Step {
    private final int parent;
    private final Op[] ops;
    private final Step next;

    Including(int parent, Op[] ops, Step next) {
      this.parent = parent;
      this.ops = ops;
      this.next = next;
    }

    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      UOp node = scratch.nodes[parent];
      for (Op op : ops) {
        if (!has(node, op)) {
          return null;
        }
      }
      return next.run(scratch);
    }

    private static boolean has(UOp node, Op op) {
      for (int i = 0; i < node.arity(); i++) {
        if (node.src(i).op() == op) {
          return true;
        }
      }
      return false;
    }
  }

  /** The end of a pattern: calls the replacement. */
  static final class Accept extends Step {
    private final String[] names;
    private final boolean[] bound;

    /**
     * @param names the names of the pattern, by slot
     * @param bound which of them stand for something on this way through the pattern
     */
    Accept(String[] names, boolean[] bound) {
      this.names = names;
      this.bound = bound;
    }

    @Override
    @Nullable UOp run(Scratch<?> scratch) {
      @Nullable UOp[] nodes = new UOp[names.length];
      for (int i = 0; i < nodes.length; i++) {
        if (bound[i]) {
          nodes[i] = scratch.captures[i];
        }
      }
      return scratch.replace(new Match(scratch.nodes[0], names, nodes, scratch.rewriter));
    }
  }
}
