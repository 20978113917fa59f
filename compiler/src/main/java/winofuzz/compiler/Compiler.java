package winofuzz.compiler;

import java.util.Set;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.InvalidGraphException;

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
    try {
      return new Pipeline(convolution, BuiltinPath.of(path), defects, target).run();
    } catch (InvalidGraphException e) {
      throw new LoweringException(String.valueOf(e.getMessage()), e);
    }
  }
}
