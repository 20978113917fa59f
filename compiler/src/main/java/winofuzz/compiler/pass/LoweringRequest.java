package winofuzz.compiler.pass;

import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;

/**
 * What a compilation is asked for.
 *
 * @param convolution what to compute
 * @param path how to lower it
 * @param defects historical bugs to switch on; those of other paths do nothing
 * @param target what to compile for
 */
public record LoweringRequest(
    Convolution convolution, BuiltinPath path, Set<Defect> defects, Target target) {
  public LoweringRequest {
    defects = Set.copyOf(defects);
  }

  /**
   * Returns the request for a path of a name.
   *
   * @throws IllegalArgumentException if this compiler has no such path
   */
  public static LoweringRequest of(
      Convolution convolution, LoweringPath path, Set<Defect> defects, Target target) {
    return new LoweringRequest(convolution, BuiltinPath.of(path), defects, target);
  }
}
