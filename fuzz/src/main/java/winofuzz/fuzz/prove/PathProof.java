package winofuzz.fuzz.prove;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.ir.Stage;

/**
 * What holds, for all inputs, of what a path makes of one shape.
 *
 * @param path the path
 * @param failure why it does not lower the shape; null where it does, and then the others are there
 * @param stages what is proven of each stage that there is a program for, in order
 * @param kernels what is proven of the text of the kernels
 * @param rounding how far floats are off at most; null where no bound for all inputs is known
 */
public record PathProof(
    LoweringPath path,
    @Nullable String failure,
    SortedMap<Stage, Identity> stages,
    @Nullable KernelIdentity kernels,
    @Nullable WorstRounding rounding) {
  public PathProof {
    stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
  }

  static PathProof failed(LoweringPath path, String failure) {
    return new PathProof(path, failure, Collections.emptySortedMap(), null, null);
  }

  static PathProof of(
      LoweringPath path,
      Map<Stage, Identity> stages,
      KernelIdentity kernels,
      @Nullable WorstRounding rounding) {
    return new PathProof(path, null, new TreeMap<>(new EnumMap<>(stages)), kernels, rounding);
  }

  /** Whether something does not hold. */
  public boolean isRefuted() {
    return failure != null
        || stages.values().stream().anyMatch(Identity::isRefuted)
        || (kernels != null && (kernels.identity().isRefuted() || !kernels.violations().isEmpty()));
  }

  /** Whether the kernels are proven to compute the convolution and to use memory rightly. */
  public boolean isProven() {
    return !isRefuted()
        && kernels != null
        && kernels.identity() instanceof Identity.Proven
        && kernels.isSafe();
  }
}
