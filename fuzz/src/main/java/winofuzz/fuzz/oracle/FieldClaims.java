package winofuzz.fuzz.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.MeteredRun;
import winofuzz.fuzz.prove.FieldPoint;
import winofuzz.fuzz.prove.Identity;
import winofuzz.fuzz.prove.KernelIdentity;
import winofuzz.fuzz.prove.StageIdentity;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.work.Work;

/**
 * What holds of the paths of a case for all inputs, by evaluation at a point of a field. The point
 * follows from the seed of the inputs.
 */
final class FieldClaims {
  private final Subject subject;
  private final Map<List<Object>, Identity> stages = new HashMap<>();
  private final Map<LoweringPath, Identity> texts = new HashMap<>();
  private @Nullable FieldPoint point;

  FieldClaims(Subject subject) {
    this.subject = subject;
  }

  /**
   * Returns whether a stage of a path is the convolution.
   *
   * @throws NoValueException if the interpreter breaks on it
   */
  Identity ofStage(LoweringPath path, Stage stage) {
    return stages.computeIfAbsent(
        List.of(subject.standInAt(stage, path), stage),
        k -> subject.ofStage(path, stage, l -> StageIdentity.of(l, stage, point())));
  }

  /** Whether a stage of a path is known to be the convolution. */
  boolean isProven(LoweringPath path, Stage stage) {
    try {
      return ofStage(path, stage) instanceof Identity.Proven;
    } catch (NoValueException e) {
      // Whoever evaluates that stage reports it.
      return false;
    }
  }

  /** Returns whether the text of the kernels of a path computes the convolution. */
  Identity ofText(LoweringPath path) {
    return texts.computeIfAbsent(
        subject.standInForKernels(path),
        k ->
            KernelIdentity.of(
                    subject.lowered(path),
                    subject.checkedDevice(),
                    point(),
                    new MeteredRun(NodeArena.meter()))
                .identity());
  }

  private FieldPoint point() {
    if (point == null) {
      Convolution c = subject.subject().convolution();
      NodeArena.meter().spend(Work.ELEMENT, Subject.products(c));
      point = FieldPoint.draw(c, subject.subject().inputs().seed());
    }
    return point;
  }
}
