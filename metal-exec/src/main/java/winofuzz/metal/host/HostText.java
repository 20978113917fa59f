package winofuzz.metal.host;

import java.util.List;
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
          + Headers.read("host/launch.h");
  private static final String LANES = Headers.read("host/lanes.h");

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
    text.append("namespace metal { namespace {\n#line 1 \"kernel.metal\"\n")
        .append(translation.text())
        .append("} }\n#line 1 \"entry\"\n");
    for (Function kernel : program.kernels()) {
      text.append(entry(kernel, synchronizes ? "run_together" : "run_alone"));
    }
    return text.toString();
  }

  private static String entry(Function kernel, String runner) {
    String arguments =
        kernel.parameters().stream().map(HostText::argument).collect(Collectors.joining(", "));
    String ending = runner.equals("run_alone") ? "" : ", *end";
    return """
    extern "C" __attribute__((visibility("default"))) void %s(const metal::launch* job, metal::ending* end) {
      metal::%s([](const metal::position& p) { metal::%s(%s); }, *job%s);
    }
    """
        .formatted(entry(kernel.name()), runner, kernel.name(), arguments, ending);
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

  /** What makes one text's library different from another's, apart from the text. */
  static List<String> flags() {
    return List.of(
        "-std=c++17",
        "-O2",
        "-fPIC",
        "-shared",
        "-w",
        "-ffp-contract=off",
        "-fwrapv",
        "-fno-strict-aliasing",
        "-fsigned-char",
        "-fno-exceptions",
        "-fno-rtti",
        "-fvisibility=hidden");
  }
}
