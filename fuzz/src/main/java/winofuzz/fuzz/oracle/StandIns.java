package winofuzz.fuzz.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.ir.Stage;

/**
 * The paths of a case that came to the same, so that it is evaluated and run once: for each of them
 * the first that was asked for stands in. Paths that leave a convolution to its definition mostly
 * do.
 */
final class StandIns {
  private final Map<LoweringPath, LoweredCase> paths = new LinkedHashMap<>();

  /** Returns the path whose program at a stage is that of a path. */
  LoweringPath ofStage(LoweringPath path, LoweredCase lowered, Stage stage) {
    return first(path, lowered, (one, other) -> one.isSameAt(stage, other));
  }

  /** Returns the path whose kernels are those of a path. */
  LoweringPath ofKernels(LoweringPath path, LoweredCase lowered) {
    return first(path, lowered, LoweredCase::hasKernelsOf);
  }

  private LoweringPath first(
      LoweringPath path, LoweredCase lowered, BiPredicate<LoweredCase, LoweredCase> isSame) {
    paths.putIfAbsent(path, lowered);
    return paths.entrySet().stream()
        .filter(e -> e.getKey().equals(path) || isSame.test(lowered, e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(path);
  }
}
