package winofuzz.compiler.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * Puts the nodes of a kernel into an order in which they can be executed: the form {@link
 * winofuzz.compiler.lower described for the stage linear}.
 */
public final class Linearizer {
  private final List<UOp> instructions = new ArrayList<>();
  private final BlockTree tree;
  private final BlockSchedule schedule;

  private Linearizer(List<UOp> nodes, BlockTree tree) {
    this.tree = tree;
    this.schedule = new BlockSchedule(nodes, tree);
  }

  /** The instructions of a kernel that all passes of {@link Lowering} have been applied to. */
  public static Kernel.Linear linearize(UOp kernel) {
    List<UOp> declarations = new ArrayList<>();
    List<UOp> nodes = new ArrayList<>();
    for (UOp node : kernel.toposort()) {
      if (isDeclaration(node)) {
        declarations.add(node);
      } else if (!node.is(Op.SINK)) {
        nodes.add(node);
      }
    }
    // Constants first: an extent is an operand of what declares it.
    declarations.sort(
        Comparator.<UOp, Boolean>comparing(n -> !n.is(Op.CONST)).thenComparing(n -> n));
    List<UOp> all = new ArrayList<>(declarations);
    all.addAll(nodes);
    Linearizer linearizer = new Linearizer(nodes, new BlockTree(all));
    linearizer.instructions.addAll(declarations);
    linearizer.emit(linearizer.tree.root());
    return new Kernel.Linear(linearizer.instructions);
  }

  private static boolean isDeclaration(UOp node) {
    return node.is(Op.CONST)
        || node.op().isDefine()
        || node.is(Op.DEFINE_VAR)
        || node.is(Op.SPECIAL);
  }

  // Recursion goes as deep as loops are nested.
  private void emit(BlockTree.Block block) {
    boolean waits = false;
    for (BlockSchedule.Item item : schedule.items(block)) {
      switch (item) {
        case BlockSchedule.Instruction(UOp node) -> {
          waits |= node.is(Op.BARRIER);
          instructions.add(node);
        }
        case BlockSchedule.Nested(BlockTree.Block inner) -> {
          instructions.add(inner.opener());
          emit(inner);
          close(inner.opener());
        }
      }
    }
    if (waits && block != tree.root()) {
      requireLoop(block);
      // No thread may write for the next turn what another still reads in this one.
      instructions.add(UOp.of(Op.BARRIER, DType.VOID, block.opener()));
    }
  }

  private static void requireLoop(BlockTree.Block block) {
    for (BlockTree.Block b = block; b.depth() > 0; b = b.parent()) {
      if (b.opener().is(Op.IF)) {
        throw new AssertionError("a barrier that some threads do not reach: " + b.opener());
      }
    }
  }

  private void close(UOp opener) {
    instructions.add(UOp.of(opener.is(Op.RANGE) ? Op.ENDRANGE : Op.ENDIF, DType.VOID, opener));
  }
}
