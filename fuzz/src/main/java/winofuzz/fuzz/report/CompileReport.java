package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.lowering.LoweredCase;

/** What compiling a case gave. */
public final class CompileReport {
  private CompileReport() {}

  /**
   * What was asked.
   *
   * @param subject the case
   * @param path how to lower it
   * @param defects switched on
   * @param target what to compile for
   */
  public record Request(ConvCase subject, LoweringPath path, Set<Defect> defects, Target target) {}

  /** The JSON form of kernels. */
  public static ObjectNode json(Request request, LoweredCase lowered, double millis) {
    ObjectNode result = head(request);
    result.putNull("error");
    result.put("millis", rounded(millis));
    ArrayNode kernels = result.putArray("kernels");
    for (CompiledKernel kernel : lowered.kernels()) {
      LaunchShape launch = LaunchShape.of(kernel);
      ObjectNode node = kernels.addObject().put("name", kernel.name());
      numbers(node.putArray("threadgroups"), launch.threadgroups());
      numbers(node.putArray("threads"), launch.threads());
      ArrayNode buffers = node.putArray("buffers");
      elements(lowered, kernel).forEach(buffers::add);
      ArrayNode opts = node.putArray("opts");
      kernel.options().forEach(opts::add);
    }
    return result;
  }

  /** The JSON form of a case that cannot be lowered. */
  public static ObjectNode failure(Request request, LoweringException failure, double millis) {
    ObjectNode result = head(request);
    result.put("error", failure.getMessage());
    result.put("millis", rounded(millis));
    result.putArray("kernels");
    return result;
  }

  private static ObjectNode head(Request request) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("case", CaseJson.write(request.subject));
    result.put("path", request.path.label());
    ArrayNode defects = result.putArray("defects");
    request.defects.stream().sorted().forEach(d -> defects.add(d.label()));
    result.put("target", request.target.label());
    return result;
  }

  private static List<Long> elements(LoweredCase lowered, CompiledKernel kernel) {
    return kernel.arguments().stream().map(a -> lowered.memories().get(a).elements()).toList();
  }

  private static void numbers(ArrayNode into, List<Integer> numbers) {
    numbers.forEach(into::add);
  }

  private static double rounded(double millis) {
    return Math.round(millis * 100) / 100.0;
  }

  /** The text form: a line for each kernel. */
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
