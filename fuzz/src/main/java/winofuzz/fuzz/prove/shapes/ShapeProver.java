package winofuzz.fuzz.prove.shapes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.prove.FieldPoint;
import winofuzz.fuzz.prove.KernelIdentity;
import winofuzz.fuzz.prove.PointRun;
import winofuzz.fuzz.prove.StageIdentity;
import winofuzz.ir.NodeArena;
import winofuzz.ir.Stage;
import winofuzz.metal.Device;
import winofuzz.metal.WorkLimit;

/**
 * Proves shapes one by one: the text of the kernels of every path, which all stages lead to. Stages
 * are asked where the text alone says nothing. Any number of threads may use it at once.
 *
 * @param compiler what lowers
 * @param device one that runs kernels over the field
 * @param paths that are proven
 * @param defects historical bugs to switch on
 * @param target what kernels are compiled for
 * @param seed decides the points
 */
public record ShapeProver(
    CompilerUnderTest compiler,
    Device device,
    List<LoweringPath> paths,
    Set<Defect> defects,
    Target target,
    long seed) {
  /** Shapes that are lowered in one arena. */
  private static final int IN_AN_ARENA = 256;

  public ShapeProver {
    paths = List.copyOf(paths);
    defects = Set.copyOf(defects);
  }

  /**
   * Proves shapes, one after the other. Neighbours have much in common, so that some are lowered in
   * one arena, where equal nodes are simplified once.
   *
   * @param shared the runs of other shapes of as many elements
   * @param listener takes what holds of each
   */
  void prove(List<ConvCase> shapes, SharedRuns shared, Listener listener) {
    for (int from = 0; from < shapes.size(); from += IN_AN_ARENA) {
      List<ConvCase> some = shapes.subList(from, Math.min(shapes.size(), from + IN_AN_ARENA));
      NodeArena.call(
          () -> {
            for (ConvCase shape : some) {
              listener.proven(shape, prove(shape.convolution(), shared));
            }
            return some;
          });
    }
  }

  /** Takes proofs. */
  interface Listener {
    void proven(ConvCase shape, ShapeProof proof);
  }

  private ShapeProof prove(Convolution c, SharedRuns shared) {
    FieldPoint point = FieldPoint.draw(c, seed);
    return ShapeProof.of(
        paths.stream().map(path -> prove(c, path, point, shared)).toList(), point.expected());
  }

  private ShapeProof.OfPath prove(
      Convolution c, LoweringPath path, FieldPoint point, SharedRuns shared) {
    KernelRun run;
    try {
      Optional<BegunLowering> begun = compiler.begin(c, path, defects, target);
      run =
          shared.get(
              begun.map(BegunLowering::key),
              point,
              () -> begun.map(BegunLowering::finish).orElseGet(() -> lowered(c, path)),
              this::run);
    } catch (LoweringException e) {
      return new ShapeProof.OfPath(
          path,
          new PathVerdict.Refuted(
              new Symptom.FailsToLower().label(), String.valueOf(e.getMessage())),
          null);
    } catch (UnsupportedCaseException e) {
      return new ShapeProof.OfPath(
          path, new PathVerdict.NotProven(String.valueOf(e.getMessage())), null);
    }
    KernelIdentity identity = run.run().against(point.expected());
    PathVerdict verdict = PathVerdict.of(identity);
    return new ShapeProof.OfPath(
        path,
        verdict instanceof PathVerdict.NotProven open ? ofStages(c, path, point, open) : verdict,
        run);
  }

  private BegunLowering.Kernels lowered(Convolution c, LoweringPath path) {
    return BegunLowering.Kernels.of(compiler.lower(c, path, defects, target));
  }

  private PointRun run(BegunLowering.Kernels lowered, FieldPoint point) {
    return PointRun.of(lowered, device, point.activation(), point.weight(), WorkLimit.NONE);
  }

  /** A text that says nothing is refuted where a stage on the way to it is wrong. */
  private PathVerdict ofStages(
      Convolution c, LoweringPath path, FieldPoint point, PathVerdict.NotProven open) {
    LoweredCase lowered = compiler.lower(c, path, defects, target);
    for (Stage stage : lowered.stages()) {
      if (StageIdentity.of(lowered, stage, point).isRefuted()) {
        return new PathVerdict.Refuted(
            PathVerdict.WRONG_VALUES + "-at-" + stage.label(),
            "stage " + stage.label() + " is not the convolution");
      }
    }
    return open;
  }
}
