package winofuzz.compiler;

import java.util.Set;
import winofuzz.compiler.pass.LoweringRequest;
import winofuzz.compiler.pass.Observation;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;

/** Lowers convolutions to Metal kernels. */
public final class Compiler {
  private Compiler() {}

  /**
   * Lowers a convolution on a path.
   *
   * @param convolution what to compute
   * @param path how to lower it
   * @param defects historical bugs to switch on; those of other paths do nothing
   * @param target what to compile for
   * @throws LoweringException if the path cannot lower it
   */
  public static Compilation compile(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    return compile(LoweringRequest.of(convolution, path, defects, target), Observation.NONE);
  }

  /**
   * Lowers a convolution while others watch.
   *
   * @param observation who watches, and may alter what comes out
   * @throws LoweringException if the path cannot lower it
   */
  public static Compilation compile(LoweringRequest request, Observation observation) {
    return Pipeline.STANDARD.compile(request, observation);
  }
}
