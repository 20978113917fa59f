package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * In which block each node of a kernel belongs: the bodies of its loops and conditions, nested.
 *
 * <p>A RANGE or IF opens a block, and what depends on it is inside. A STORE that names it as an
 * operand past the value is the end of it: what depends on the STORE alone is outside again. So a
 * node needs to be inside of a set of blocks; the tree is such that these lie on one path, and the
 * node is at the end of the path. An accumulator is initialized right before its outermost loop.
 */
final class BlockTree {

  /** A body of instructions; all but the outermost have an opener. */
  static final class Block {
    private final @Nullable UOp opener;
    private final @Nullable Block parent;
    private final int depth;

    private Block(@Nullable UOp opener, @Nullable Block parent) {
      this.opener = opener;
      this.parent = parent;
      this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** The RANGE or IF that opens this block. */
    UOp opener() {
      return Objects.requireNonNull(opener);
    }

    /** The block this one is in. */
    Block parent() {
      return Objects.requireNonNull(parent);
    }

    int depth() {
      return depth;
    }

    boolean isWithin(Block outer) {
      Block block = this;
      while (block.depth > outer.depth) {
        block = block.parent();
      }
      return block == outer;
    }

    /** The innermost block that both are within. */
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
  }

  private final Block root = new Block(null, null);
  private final Map<UOp, OpenBlocks> open = new HashMap<>();
  private final Map<UOp, OpenBlocks> around = new HashMap<>();
  private final Map<UOp, Block> opened = new HashMap<>();
  private final Map<UOp, Block> homes = new HashMap<>();

  /** The tree for nodes in which operands come before users. */
  BlockTree(List<UOp> nodes) {
    nodes.forEach(this::findOpen);
    nodes.stream().filter(n -> n.is(Op.STORE)).forEach(this::findAround);
    nodes.stream().filter(BlockTree::isOpener).forEach(this::blockOf);
    for (UOp node : nodes) {
      if (!isOpener(node)) {
        homes.put(node, innermost(open(node), node));
      }
    }
    nodes.forEach(this::moveInitializer);
  }

  /** The outermost block. */
  Block root() {
    return root;
  }

  /** The block a node is in; an opener is in the block it opens, as its head. */
  Block home(UOp node) {
    return Objects.requireNonNull(homes.get(node), () -> "not in the tree: " + node);
  }

  private static boolean isOpener(UOp node) {
    return node.is(Op.RANGE) || node.is(Op.IF);
  }

  private OpenBlocks open(UOp node) {
    return Objects.requireNonNull(open.get(node), () -> "operand after its user: " + node);
  }

  private void findOpen(UOp node) {
    OpenBlocks result = OpenBlocks.NONE;
    for (UOp operand : node.src()) {
      result = result.union(openAfter(operand));
    }
    open.put(node, result);
  }

  /** What is open for the users of a node. */
  private OpenBlocks openAfter(UOp node) {
    OpenBlocks blocks = open(node);
    if (isOpener(node)) {
      return blocks.union(OpenBlocks.of(node));
    }
    return node.is(Op.STORE) ? blocks.minus(closed(node)) : blocks;
  }

  private static OpenBlocks closed(UOp store) {
    return OpenBlocks.of(store.srcFrom(2).stream().filter(BlockTree::isOpener).toArray(UOp[]::new));
  }

  /** From what a store closes and does not close follows what is around the blocks it closes. */
  private void findAround(UOp store) {
    OpenBlocks outside = open(store).minus(closed(store));
    for (UOp range : store.srcFrom(2)) {
      if (range.is(Op.RANGE)) {
        setAround(range, outside);
        outside = outside.union(OpenBlocks.of(range));
      }
    }
    for (UOp condition : store.srcFrom(2)) {
      if (condition.is(Op.IF)) {
        setAround(condition, outside.union(open(condition)));
      }
    }
  }

  private void setAround(UOp opener, OpenBlocks outside) {
    OpenBlocks known = around.putIfAbsent(opener, outside);
    if (known != null && !known.equals(outside)) {
      throw new AssertionError(
          "a block in two places: within " + known + " and within " + outside + ": " + opener);
    }
  }

  private Block blockOf(UOp opener) {
    Block known = opened.get(opener);
    if (known != null) {
      return known;
    }
    OpenBlocks outside = around.getOrDefault(opener, open(opener));
    Block block = new Block(opener, innermost(outside, opener));
    opened.put(opener, block);
    homes.put(opener, block);
    return block;
  }

  private Block innermost(OpenBlocks blocks, UOp node) {
    Block result = root;
    for (UOp opener : blocks.openers()) {
      Block block = blockOf(opener);
      if (block.isWithin(result)) {
        result = block;
      } else if (!result.isWithin(block)) {
        throw new AssertionError("inside of two blocks, neither in the other: " + node);
      }
    }
    return result;
  }

  /** A store to a register that a load inside of loops comes after is that register's first. */
  private void moveInitializer(UOp node) {
    if (!node.is(Op.LOAD)
        || node.arity() < 3
        || node.src(0).dtype().requirePointer().space() != AddressSpace.REGISTER) {
      return;
    }
    UOp first = node.src(1);
    List<UOp> loops = new ArrayList<>(node.srcFrom(2));
    if (first.is(Op.STORE) && loops.stream().allMatch(r -> r.is(Op.RANGE))) {
      homes.put(first, blockOf(loops.getFirst()).parent());
    }
  }
}
