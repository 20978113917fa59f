package winofuzz.fuzz.cases;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;

/**
 * How cases are lowered and run.
 *
 * @param compiler what lowers them
 * @param paths the lowerings to compare; the first is what the others are held against
 * @param defects switched on in every path
 * @param target what kernels are compiled for
 * @param device what runs them, by its name
 */
public record Setting(
    CompilerChoice compiler,
    List<LoweringPath> paths,
    Set<Defect> defects,
    Target target,
    String device) {
  public Setting {
    paths = List.copyOf(paths);
    defects =
        Set.copyOf(defects.isEmpty() ? EnumSet.noneOf(Defect.class) : EnumSet.copyOf(defects));
  }

  /** A setting for the compiler of this project. */
  public Setting(List<LoweringPath> paths, Set<Defect> defects, Target target, String device) {
    this(CompilerChoice.BUILTIN, paths, defects, target, device);
  }

  /** Returns this with another device. */
  public Setting on(String other) {
    return new Setting(compiler, paths, defects, target, other);
  }

  public Setting with(Target other) {
    return new Setting(compiler, paths, defects, other, device);
  }
}
