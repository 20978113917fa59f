package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import winofuzz.compiler.lower.BlockItem.Block;
import winofuzz.compiler.lower.BlockItem.Instruction;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.NodeMap;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Puts the nodes of a kernel into an order in which they can be executed, the stage linear as the
 * package describes it.
 */
public final class Linearizer {
  private final List<UOp> result = new ArrayList<>();

  private Linearizer() {}

  /**
   * Returns the instructions of a kernel that all passes of {@link Lowering} have been applied to.
   */
  public static Kernel.Linear linearize(UOp kernel) {
    List<Instruction> instructions = instructions(kernel);
    Block root = BlockTree.build(instructions);
    BlockOrder.prepare(instructions);
    Linearizer linearizer = new Linearizer();
    linearizer.declare(instructions);
    linearizer.emit(root);
    return new Kernel.Linear(linearizer.result);
  }

  private static List<Instruction> instructions(UOp kernel) {
    List<UOp> nodes = kernel.toposort();
    List<Instruction> result = new ArrayList<>(nodes.size());
    NodeMap<Instruction> made = new NodeMap<>(nodes.size());
    for (UOp node : nodes) {
      if (node != kernel) {
        Instruction[] operands = new Instruction[node.arity()];
        for (int i = 0; i < operands.length; i++) {
          operands[i] = Objects.requireNonNull(made.get(node.src(i)));
        }
        Instruction instruction = new Instruction(node, operands);
        made.put(node, instruction);
        result.add(instruction);
      }
    }
    return result;
  }

  /** Constants come first: an extent is an operand of what declares it. */
  private void declare(List<Instruction> instructions) {
    List<UOp> others = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction.is(Op.CONST)) {
        result.add(instruction.node());
      } else if (instruction.isDeclaration()) {
        others.add(instruction.node());
      }
    }
    others.stream().sorted().forEach(result::add);
  }

  // Recursion goes as deep as loops are nested.
  private void emit(Block block) {
    boolean waits = false;
    for (BlockItem item : BlockOrder.of(block)) {
      switch (item) {
        case Instruction instruction -> {
          waits |= instruction.is(Op.BARRIER);
          result.add(instruction.node());
        }
        case Block inner -> {
          UOp opener = inner.opener().node();
          result.add(opener);
          emit(inner);
          result.add(UOp.of(opener.is(Op.RANGE) ? Op.ENDRANGE : Op.ENDIF, DType.VOID, opener));
        }
      }
    }
    if (waits && !block.isWholeKernel()) {
      requireEveryThread(block);
      // No thread may write for the next turn what another still reads in this one.
      result.add(UOp.of(Op.BARRIER, DType.VOID, block.opener().node()));
    }
  }

  private static void requireEveryThread(Block block) {
    for (Block b = block; !b.isWholeKernel(); b = b.parent()) {
      if (b.opener().is(Op.IF)) {
        throw new AssertionError("a barrier that some threads do not reach: " + b.opener());
      }
    }
  }
}
