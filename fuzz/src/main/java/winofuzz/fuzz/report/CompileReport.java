package winofuzz.fuzz.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;

/** What compiling a case gave, as text. */
public final class CompileReport {
  private CompileReport() {}

  /**
   * What to compile.
   *
   * @param subject the case
   * @param path how to lower it
   * @param defects the defects that are switched on
   * @param target what to compile for
   */
  public record Request(ConvCase subject, LoweringPath path, Set<Defect> defects, Target target) {}

  /** Returns the element counts of the arguments of a kernel. */
  static List<Long> elements(LoweredCase lowered, CompiledKernel kernel) {
    return kernel.arguments().stream().map(a -> lowered.memories().get(a).elements()).toList();
  }

  /** Returns a line for each kernel, and one for all. */
  public static String text(LoweredCase lowered, double millis) {
    StringBuilder text = new StringBuilder();
    for (CompiledKernel kernel : lowered.kernels()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %s  buffers %s%s%n",
              kernel.name(),
              LaunchShape.of(kernel),
              elements(lowered, kernel).stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(" ")),
              kernel.options().isEmpty() ? "" : "  " + String.join(", ", kernel.options())));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d kernel%s in %.1f ms, %s%n",
            lowered.kernels().size(),
            lowered.kernels().size() == 1 ? "" : "s",
            millis,
            how(lowered)));
    return text.toString();
  }

  private static String how(LoweredCase lowered) {
    return lowered
        .isWinograd()
        .map(winograd -> winograd ? "by Winograd's algorithm" : "directly")
        .orElse("by an algorithm that the compiler does not tell");
  }
}
