package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Something that is executed as a whole in its block: an instruction, or a block inside. */
abstract sealed class BlockItem {

  /** How soon an item is wanted. */
  enum Urgency {
    BARRIER,
    LOAD,
    OTHER
  }

  /** Its place among the items of its block, the more urgent first, once these are ordered. */
  private int rank;

  private @Nullable BlockItem[] users = new BlockItem[1];
  private int userCount;
  private int missing;

  private BlockItem() {}

  abstract Urgency urgency();

  /** Items of one block wait for each other. */
  void waitFor(BlockItem other) {
    other.addUser(this);
    missing++;
  }

  boolean isReady() {
    return missing == 0;
  }

  private void addUser(BlockItem user) {
    if (userCount == users.length) {
      users = Arrays.copyOf(users, userCount * 2);
    }
    users[userCount++] = user;
  }

  void setRank(int place) {
    rank = place;
  }

  int rank() {
    return rank;
  }

  /**
   * Adds the ranks of those that waited for this item alone, and returns the least of them and of
   * another.
   */
  int release(BitSet ready, int other) {
    int least = other;
    for (int i = 0; i < userCount; i++) {
      BlockItem user = Objects.requireNonNull(users[i]);
      if (--user.missing == 0) {
        ready.set(user.rank);
        least = Math.min(least, user.rank);
      }
    }
    return least;
  }

  /** One node of the kernel. */
  static final class Instruction extends BlockItem {
    private final UOp node;

    /**
     * The operation of the node, which is asked for so often that the node is not loaded for it.
     */
    private final Op op;

    private final List<Instruction> operands;
    private Urgency urgency = Urgency.OTHER;
    private OpenBlocks open = OpenBlocks.NONE;
    private @Nullable Block home;

    /** An instruction; the array of its operands is not copied. */
    Instruction(UOp node, Instruction[] operands) {
      this.node = node;
      this.op = node.op();
      this.operands = Arrays.asList(operands);
    }

    UOp node() {
      return node;
    }

    boolean is(Op other) {
      return op == other;
    }

    List<Instruction> operands() {
      return operands;
    }

    List<Instruction> operandsFrom(int index) {
      return operands.subList(Math.min(index, operands.size()), operands.size());
    }

    /** Whether it has a body. */
    boolean isOpener() {
      return is(Op.RANGE) || is(Op.IF);
    }

    /** Whether it is put before everything else. */
    boolean isDeclaration() {
      return is(Op.CONST) || op.isDefine() || is(Op.DEFINE_VAR) || is(Op.SPECIAL);
    }

    /** Returns the blocks that it has to be inside of. */
    OpenBlocks open() {
      return open;
    }

    void setOpen(OpenBlocks blocks) {
      open = blocks;
    }

    /** Returns the block it is in; an opener is in the block it opens, as its head. */
    Block home() {
      return Objects.requireNonNull(home);
    }

    void setHome(Block block) {
      home = block;
    }

    @Override
    Urgency urgency() {
      return urgency;
    }

    void raise(Urgency to) {
      if (to.compareTo(urgency) < 0) {
        urgency = to;
      }
    }

    @Override
    public String toString() {
      return node.toString();
    }
  }

  /** The body of a loop or condition, or of the kernel. */
  static final class Block extends BlockItem {
    private final @Nullable Instruction opener;
    private final @Nullable Block parent;
    private final int depth;
    private final List<BlockItem> items = new ArrayList<>();

    /** The body of the kernel. */
    Block() {
      this.opener = null;
      this.parent = null;
      this.depth = 0;
    }

    Block(Instruction opener, Block parent) {
      this.opener = opener;
      this.parent = parent;
      this.depth = parent.depth + 1;
    }

    boolean isWholeKernel() {
      return parent == null;
    }

    /** Returns the RANGE or IF that opens this block. */
    Instruction opener() {
      return Objects.requireNonNull(opener);
    }

    /** Returns the block this one is in. */
    Block parent() {
      return Objects.requireNonNull(parent);
    }

    /** Returns what it consists of, in the order of the graph. */
    List<BlockItem> items() {
      return items;
    }

    @Override
    Urgency urgency() {
      return Urgency.OTHER;
    }

    boolean isWithin(Block outer) {
      Block block = this;
      while (block.depth > outer.depth) {
        block = block.parent();
      }
      return block == outer;
    }

    /** Returns the innermost block that both are within. */
    Block common(Block other) {
      Block a = this;
      Block b = other;
      while (a != b) {
        if (a.depth >= b.depth) {
          a = a.parent();
        } else {
          b = b.parent();
        }
      }
      return a;
    }

    /** The item of this block that an instruction is or is in; null for this block's opener. */
    @Nullable BlockItem itemWith(Instruction instruction) {
      Block home = instruction.home();
      if (home == this) {
        return instruction == opener ? null : instruction;
      }
      while (home.parent() != this) {
        home = home.parent();
      }
      return home;
    }
  }
}
