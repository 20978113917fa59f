package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import winofuzz.compiler.lower.Lowering;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.convolution.Target;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * A kernel that adds up over one range twice, the second time with the first sum as a factor: two
 * loops by one name, of which no convolution has any.
 */
final class TwiceReducedKernel {
  private static final int SIZE = 4;

  private TwiceReducedKernel() {}

  /** Returns the applications of the pass that gives each loop a name of its own. */
  static List<Application> applications() {
    List<Application> result = new ArrayList<>();
    Rewriter rewriter =
        Rewriter.PLAIN.observedBy(
            (set, rule, before, after) -> result.add(new Application(rule, before, after)));
    KernelDraft kernel = new KernelDraft(graph(), List.of(0, 1));
    Draft draft = new Draft.Kernels(Target.APPLE, List.of(), List.of(kernel), false);
    Draft _ = Lowering.INDEPENDENT_LOOPS.step().apply(draft, rewriter);
    return result;
  }

  private static UOp graph() {
    UOp i = range(0, AxisType.GLOBAL);
    UOp r = range(1, AxisType.REDUCE);
    UOp first = memory(1).at(r).load().reduce(Op.ADD, List.of(r));
    UOp second = memory(1).at(r).load().times(first).reduce(Op.ADD, List.of(r));
    return UOp.sink(memory(0).at(i).store(second, List.of(i)));
  }

  private static UOp range(int id, AxisType type) {
    return UOp.range(UOp.index(SIZE), new Arg.Axis(id, type, AxisRole.OTHER));
  }

  private static UOp memory(int slot) {
    DType pointer = DType.FLOAT32.pointer(AddressSpace.GLOBAL, SIZE);
    return UOp.of(Op.DEFINE_GLOBAL, pointer, new Arg.Slot(slot));
  }
}
