package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.lower.BlockItem.Block;
import winofuzz.compiler.lower.BlockItem.Instruction;
import winofuzz.compiler.lower.BlockItem.Urgency;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Op;

/**
 * The order within each block: operands first; of what is ready, first what a barrier waits for,
 * then loads from memory and what they need, then the rest, in the order of the graph.
 */
final class BlockOrder {
  private static final Urgency[] URGENCIES = Urgency.values();

  private BlockOrder() {}

  /** Finds out which items wait for which, once all instructions are in blocks. */
  static void prepare(List<Instruction> instructions) {
    instructions.reversed().forEach(BlockOrder::findUrgency);
    for (Instruction instruction : instructions) {
      for (int i = 0; i < instruction.operands().size(); i++) {
        Instruction operand = instruction.operands().get(i);
        if (!operand.isDeclaration()) {
          addEdge(operand, instruction);
        }
      }
    }
  }

  /** Makes what an urgent instruction waits for as urgent as it is. Users come before operands. */
  private static void findUrgency(Instruction instruction) {
    if (instruction.is(Op.BARRIER)) {
      instruction.raise(Urgency.BARRIER);
    } else if (instruction.is(Op.LOAD)
        && instruction.node().src(0).dtype().requirePointer().space() != AddressSpace.REGISTER) {
      instruction.raise(Urgency.LOAD);
    }
    for (int i = 0; i < instruction.operands().size(); i++) {
      Instruction operand = instruction.operands().get(i);
      if (operand.home() == instruction.home()) {
        operand.raise(instruction.urgency());
      }
    }
  }

  private static void addEdge(Instruction operand, Instruction user) {
    Block common = operand.home().common(user.home());
    @Nullable BlockItem before = common.itemWith(operand);
    @Nullable BlockItem after = common.itemWith(user);
    if (before != null && after != null && before != after) {
      after.waitFor(before);
    }
  }

  /** Returns the items of a block, in order; to be asked once. */
  static List<BlockItem> of(Block block) {
    List<BlockItem> ranked = ranked(block);
    BitSet ready = new BitSet(ranked.size());
    for (BlockItem item : ranked) {
      if (item.isReady()) {
        ready.set(item.rank());
      }
    }
    List<BlockItem> result = new ArrayList<>(ranked.size());
    int next = ready.nextSetBit(0);
    while (next >= 0) {
      BlockItem item = ranked.get(next);
      ready.clear(next);
      result.add(item);
      next = ready.nextSetBit(item.release(ready, next));
    }
    if (result.size() != block.items().size()) {
      throw new AssertionError("blocks that need each other's results: " + block.items());
    }
    return result;
  }

  /** Returns the items of a block with their ranks: by urgency, then in the order of the graph. */
  private static List<BlockItem> ranked(Block block) {
    List<BlockItem> result = new ArrayList<>(block.items().size());
    for (Urgency urgency : URGENCIES) {
      for (BlockItem item : block.items()) {
        if (item.urgency() == urgency) {
          item.setRank(result.size());
          result.add(item);
        }
      }
    }
    return result;
  }
}
