package winofuzz.metal.host;

import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.metal.cxx.Headers;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.Program;

/** The whole C++ text of a program: headers, translation, an entry point for each kernel. */
final class HostText {

  private static final String TYPES =
      Headers.read("host/machine.h")
          + Headers.read("cxx/types.h")
          + Headers.read("cxx/library.h")
          + Headers.read("cxx/launch.h")
          + Headers.read("host/launch.h")
          + Headers.read("cxx/matrices.h");
  private static final String LANES = Headers.read("host/lanes.h");

  /** Tokens of the longest text that is worth the compiler's while. */
  private static final int MOST_OPTIMIZED = 15_000;

  private HostText() {}

  /** The entry point of a kernel, as the library exports it. */
  static String entry(String kernel) {
    return "winofuzz_run_" + kernel;
  }

  static String of(Program program, Translation translation) {
    boolean synchronizes = Translation.synchronizes(program);
    StringBuilder text = new StringBuilder(TYPES);
    if (synchronizes) {
      text.append(LANES);
    }
    text.append("namespace metal { namespace text { namespace {\n#line 1 \"kernel.metal\"\n")
        .append(translation.text())
        .append("} } }\n#line 1 \"entry\"\n");
    for (Function kernel : program.kernels()) {
      text.append(entry(program, kernel, synchronizes ? "run_together" : "run_alone"));
    }
    return text.toString();
  }

  private static String entry(Program program, Function kernel, String runner) {
    String arguments =
        kernel.parameters().stream().map(HostText::argument).collect(Collectors.joining(", "));
    String ending = runner.equals("run_alone") ? "" : ", *end";
    return """
    extern "C" __attribute__((visibility("default"))) void %s(const metal::launch* job, metal::ending* end) {
    %s  metal::%s([](const metal::position& p) { metal::text::%s(%s); }, *job%s);
    }
    """
        .formatted(
            entry(kernel.name()), constants(program), runner, kernel.name(), arguments, ending);
  }

  private static String constants(Program program) {
    return program.functionConstants().stream()
        .map(
            c ->
                "  metal::give(metal::text::%s, job->function_constants[%d]);\n"
                    .formatted(c.pointer().name(), c.index()))
        .collect(Collectors.joining());
  }

  private static String argument(Parameter parameter) {
    return switch (parameter) {
      case Parameter.BufferArgument p ->
          (p.variable().isReference() ? "metal::untyped_reference" : "metal::untyped_pointer")
              + "{p.job->buffers["
              + p.index()
              + "]}";
      case Parameter.ThreadgroupArgument p ->
          (p.variable().isReference() ? "metal::untyped_reference" : "metal::untyped_pointer")
              + "{p.threadgroup_memory["
              + p.index()
              + "]}";
      case Parameter.PositionArgument p ->
          "p." + p.attribute().name().toLowerCase(Locale.ROOT) + "()";
      case Parameter.Argument p ->
          throw new AssertionError("kernel parameter without attribute: " + p.variable());
    };
  }

  /**
   * How hard the compiler tries on a program. Compilers take time that grows with the square of a
   * function's length, to no avail on straight code that runs once a lane.
   */
  static String optimization(Program program) {
    return program.tokens().size() > MOST_OPTIMIZED ? "-O0" : "-O2";
  }
}
