package winofuzz.fuzz.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.PassObserver;
import winofuzz.convolution.Grid;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Finds the first pass after which something that kernels are told is wrong. */
final class FirstWrongPass implements PassObserver {
  private final Predicate<Draft.Kernels> isRight;
  private @Nullable Pass first;

  FirstWrongPass(Predicate<Draft.Kernels> isRight) {
    this.isRight = isRight;
  }

  @Override
  public Draft after(Pass pass, Draft before, Draft after) {
    if (first == null && after instanceof Draft.Kernels kernels && !isRight.test(kernels)) {
      first = pass;
    }
    return after;
  }

  /** Returns the pass; empty if there is none. */
  Optional<Pass> found() {
    return Optional.ofNullable(first);
  }

  /** Whether each kernel is launched for the positions that it counts from 0. */
  static boolean isLaunchedAsCounted(Draft.Kernels kernels) {
    return kernels.kernels().stream().allMatch(FirstWrongPass::isLaunchedAsCounted);
  }

  private static boolean isLaunchedAsCounted(KernelDraft kernel) {
    List<UOp> positions = nodes(kernel).stream().filter(node -> node.is(Op.SPECIAL)).toList();
    return areCounted(kernel.grid().threadgroups(), "gidx", positions)
        && areCounted(kernel.grid().threads(), "lidx", positions);
  }

  private static List<UOp> nodes(KernelDraft kernel) {
    return switch (kernel.body()) {
      case Kernel.Graph(UOp sink) -> sink.toposort();
      case Kernel.Linear(List<UOp> instructions) -> instructions;
    };
  }

  private static boolean areCounted(
      List<Grid.Dimension> dimensions, String prefix, List<UOp> positions) {
    for (int i = 0; i < dimensions.size(); i++) {
      String name = prefix + i;
      long extent =
          positions.stream()
              .filter(p -> p.arg() instanceof Arg.Name of && of.name().equals(name))
              .mapToLong(p -> p.src(0).intValue())
              .findFirst()
              .orElse(1);
      if (extent != dimensions.get(i).size()) {
        return false;
      }
    }
    return true;
  }
}
