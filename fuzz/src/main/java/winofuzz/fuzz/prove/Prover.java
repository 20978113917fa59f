package winofuzz.fuzz.prove;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.EvaluationException;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.metal.WorkLimit;

/**
 * Proves what it can of lowerings, each by one evaluation.
 *
 * @param compiler what lowers
 * @param device one that runs kernels over the field
 * @param defects historical bugs to switch on
 * @param target what kernels are compiled for
 * @param seed decides the points
 */
public record Prover(
    CompilerUnderTest compiler, Device device, Set<Defect> defects, Target target, long seed) {
  public Prover {
    defects = Set.copyOf(defects);
  }

  /** Returns what holds of every stage of a path, of its kernels and of their rounding. */
  public PathProof prove(Convolution c, LoweringPath path) {
    return NodeArena.call(
        () -> {
          LoweredCase lowered;
          try {
            lowered = compiler.lower(c, path, defects, target);
          } catch (LoweringException e) {
            return PathProof.failed(path, String.valueOf(e.getMessage()));
          }
          return prove(c, path, lowered);
        });
  }

  private PathProof prove(Convolution c, LoweringPath path, LoweredCase lowered) {
    FieldPoint point = FieldPoint.draw(c, seed);
    Map<Stage, Identity> stages = new EnumMap<>(Stage.class);
    for (Stage stage : lowered.stages()) {
      stages.put(stage, StageIdentity.of(lowered, stage, point));
    }
    KernelIdentity kernels = KernelIdentity.of(lowered, device, point, WorkLimit.NONE);
    return PathProof.of(path, stages, kernels, rounding(c, lowered));
  }

  private static @Nullable WorstRounding rounding(Convolution c, LoweredCase lowered) {
    if (!lowered.isBitExact()) {
      return null;
    }
    try {
      return WorstRounding.of(lowered, c);
    } catch (EvaluationException | UnsupportedCaseException e) {
      return null;
    }
  }
}
