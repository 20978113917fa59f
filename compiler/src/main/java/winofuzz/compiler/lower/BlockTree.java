package winofuzz.compiler.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.lower.BlockItem.Block;
import winofuzz.compiler.lower.BlockItem.Instruction;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Op;

/**
 * Puts every instruction into a block: the bodies of the kernel's loops and conditions, nested.
 *
 * <p>A RANGE or IF opens a block, and what depends on it is inside. A STORE that names it as an
 * operand past the value is the end of it: what depends on the STORE alone is outside again. So an
 * instruction needs to be inside of a set of blocks; the tree is such that these lie on one path,
 * and the instruction is at the end of the path. An accumulator is initialized right before its
 * outermost loop.
 */
final class BlockTree {
  private final Block root = new Block();
  private final Map<Instruction, OpenBlocks> around = new HashMap<>();
  private final Map<Instruction, Block> opened = new HashMap<>();

  private BlockTree() {}

  /** Returns the outermost block, after all blocks have been made and filled. */
  static Block build(List<Instruction> instructions) {
    BlockTree tree = new BlockTree();
    instructions.forEach(BlockTree::findOpen);
    instructions.stream().filter(i -> i.is(Op.STORE)).forEach(tree::findAround);
    for (Instruction instruction : instructions) {
      instruction.setHome(
          instruction.isOpener()
              ? tree.blockOf(instruction)
              : tree.innermost(instruction.open(), instruction));
    }
    instructions.forEach(tree::moveInitializer);
    instructions.forEach(BlockTree::addToBlock);
    return tree.root;
  }

  private static void findOpen(Instruction instruction) {
    OpenBlocks result = OpenBlocks.NONE;
    for (int i = 0; i < instruction.operands().size(); i++) {
      result = result.union(openAfter(instruction.operands().get(i)));
    }
    instruction.setOpen(result);
  }

  /** Returns what is open for the users of an instruction. */
  private static OpenBlocks openAfter(Instruction instruction) {
    if (instruction.isOpener()) {
      return instruction.open().with(instruction);
    }
    return instruction.is(Op.STORE)
        ? instruction.open().minus(instruction.operandsFrom(2))
        : instruction.open();
  }

  /** A block that a store closes lies inside of the blocks that the store leaves open. */
  private void findAround(Instruction store) {
    List<Instruction> closed = store.operandsFrom(2);
    OpenBlocks outside = store.open().minus(closed);
    for (Instruction range : closed) {
      if (range.is(Op.RANGE)) {
        setAround(range, outside);
        outside = outside.with(range);
      }
    }
    for (Instruction condition : closed) {
      if (condition.is(Op.IF)) {
        setAround(condition, outside.union(condition.open()));
      }
    }
  }

  private void setAround(Instruction opener, OpenBlocks outside) {
    OpenBlocks known = around.putIfAbsent(opener, outside);
    if (known != null && !known.isSameSet(outside)) {
      throw new AssertionError(
          "a block in two places: within " + known + " and within " + outside + ": " + opener);
    }
  }

  private Block blockOf(Instruction opener) {
    Block known = opened.get(opener);
    if (known == null) {
      OpenBlocks outside = around.getOrDefault(opener, opener.open());
      known = new Block(opener, innermost(outside, opener));
      opened.put(opener, known);
    }
    return known;
  }

  private Block innermost(OpenBlocks blocks, Instruction inside) {
    Block result = root;
    for (int i = 0; i < blocks.openers().size(); i++) {
      Instruction opener = blocks.openers().get(i);
      Block block = blockOf(opener);
      if (block.isWithin(result)) {
        result = block;
      } else if (!result.isWithin(block)) {
        throw new AssertionError("inside of two blocks, neither in the other: " + inside);
      }
    }
    return result;
  }

  /** A store to a register is its first if a load inside of loops comes after it. */
  private void moveInitializer(Instruction load) {
    if (load.is(Op.LOAD)
        && load.operands().size() > 2
        && load.node().src(0).dtype().requirePointer().space() == AddressSpace.REGISTER) {
      load.operands().get(1).setHome(blockOf(load.operands().get(2)).parent());
    }
  }

  private static void addToBlock(Instruction instruction) {
    if (instruction.isOpener()) {
      instruction.home().parent().items().add(instruction.home());
    } else if (!instruction.isDeclaration()) {
      instruction.home().items().add(instruction);
    }
  }
}
