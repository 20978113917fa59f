package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.report.CompileReport.Request;

/**
 * What {@code compile} writes as JSON.
 *
 * @param error why there are no kernels, or null if there are
 */
public record CompileDocument(
    @JsonProperty("case") ConvCase subject,
    LoweringPath path,
    SortedSet<Defect> defects,
    Target target,
    @JsonInclude @Nullable String error,
    double millis,
    List<Kernel> kernels) {

  /**
   * A kernel.
   *
   * @param buffers element counts in the order of the arguments
   */
  public record Kernel(
      String name,
      List<Integer> threadgroups,
      List<Integer> threads,
      List<Long> buffers,
      List<String> opts) {

    private static Kernel of(LoweredCase lowered, CompiledKernel kernel) {
      LaunchShape launch = LaunchShape.of(kernel);
      return new Kernel(
          kernel.name(),
          launch.threadgroups(),
          launch.threads(),
          CompileReport.elements(lowered, kernel),
          kernel.options());
    }
  }

  /** Returns the document of kernels. */
  public static CompileDocument of(Request request, LoweredCase lowered, double millis) {
    return of(
        request, null, millis, lowered.kernels().stream().map(k -> Kernel.of(lowered, k)).toList());
  }

  /** Returns the document of a case that is not lowered, and why not. */
  public static CompileDocument of(Request request, String error, double millis) {
    return of(request, error, millis, List.of());
  }

  private static CompileDocument of(
      Request request, @Nullable String error, double millis, List<Kernel> kernels) {
    return new CompileDocument(
        request.subject(),
        request.path(),
        new TreeSet<>(request.defects()),
        request.target(),
        error,
        Math.round(millis * 100) / 100.0,
        kernels);
  }
}
