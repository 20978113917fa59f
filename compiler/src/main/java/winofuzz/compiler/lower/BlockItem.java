package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

  private final int position;
  private @Nullable BlockItem[] users = new BlockItem[1];
  private int userCount;
  private int missing;

  private BlockItem(int position) {
    this.position = position;
  }

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

  /** Adds those that waited for this item alone. */
  void release(Collection<BlockItem> ready) {
    for (int i = 0; i < userCount; i++) {
      BlockItem user = Objects.requireNonNull(users[i]);
      if (--user.missing == 0) {
        ready.add(user);
      }
    }
  }

  /** Compares two items: the more urgent comes first, then the earlier in the graph. */
  static int compare(BlockItem a, BlockItem b) {
    int byUrgency = a.urgency().compareTo(b.urgency());
    return byUrgency != 0 ? byUrgency : Integer.compare(a.position, b.position);
  }

  /** One node of the kernel. */
  static final class Instruction extends BlockItem {
    private final UOp node;
    private final List<Instruction> operands;
    private Urgency urgency = Urgency.OTHER;
    private OpenBlocks open = OpenBlocks.NONE;
    private @Nullable Block home;

    Instruction(UOp node, List<Instruction> operands, int position) {
      super(position);
      this.node = node;
      this.operands = operands;
    }

    UOp node() {
      return node;
    }

    boolean is(Op op) {
      return node.is(op);
    }

    List<Instruction> operands() {
      return operands;
    }

    List<Instruction> operandsFrom(int index) {
      return operands.subList(Math.min(index, operands.size()), operands.size());
    }

    /** Whether it has a body. */
    boolean isOpener() {
      return node.is(Op.RANGE) || node.is(Op.IF);
    }

    /** Whether it is put before everything else. */
    boolean isDeclaration() {
      return node.is(Op.CONST)
          || node.op().isDefine()
          || node.is(Op.DEFINE_VAR)
          || node.is(Op.SPECIAL);
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
      super(0);
      this.opener = null;
      this.parent = null;
      this.depth = 0;
    }

    Block(Instruction opener, Block parent) {
      super(opener.position());
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

    /** Returns what it consists of, in no order. */
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

  int position() {
    return position;
  }
}
