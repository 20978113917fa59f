package winofuzz.compiler;

import java.util.List;
import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.KernelDraft;
import winofuzz.compiler.pass.Observation;
import winofuzz.compiler.pass.Pass;
import winofuzz.convolution.Target;
import winofuzz.ir.Kernel;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Applies phases of the pipeline to kernels that a test has made. */
public final class KernelPasses {
  /** The passes from a kernel of the kernel split to a scheduled one. */
  public static final List<Pass> OPTIMIZING = Pipeline.STANDARD.phase(Stage.OPTIMIZED).passes();

  private KernelPasses() {}

  /** Returns a kernel after it has been scheduled for a target. */
  public static UOp optimized(UOp kernel, Target target) {
    return after(Stage.OPTIMIZED, kernel, target).graph();
  }

  /** Returns the instructions of a scheduled kernel. */
  public static Kernel.Linear lowered(UOp kernel) {
    return after(Stage.LINEAR, kernel, Target.APPLE).instructions();
  }

  private static KernelDraft after(Stage stage, UOp kernel, Target target) {
    Draft draft =
        new Draft.Kernels(target, List.of(), List.of(new KernelDraft(kernel, List.of())), false);
    for (Pass pass : Pipeline.STANDARD.phase(stage).passes()) {
      draft = Observation.NONE.apply(pass, draft);
    }
    return ((Draft.Kernels) draft).kernels().getFirst();
  }
}
