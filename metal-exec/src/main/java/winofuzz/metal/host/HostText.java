package winofuzz.metal.host;

import winofuzz.metal.cxx.EntryPoints;
import winofuzz.metal.cxx.Headers;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

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

  /** The tokens of the longest text that is worth optimizing. */
  private static final int MOST_OPTIMIZED = 15_000;

  private HostText() {}

  static String of(MslProgram program, Translation translation) {
    boolean synchronizes = translation.synchronizes();
    StringBuilder text = new StringBuilder(TYPES);
    if (synchronizes) {
      text.append(LANES);
    }
    text.append("namespace metal { namespace text { namespace {\n#line 1 \"kernel.metal\"\n")
        .append(translation.text())
        .append("} } }\n#line 1 \"entry\"\n");
    for (Function kernel : program.kernels()) {
      text.append(entry(translation, kernel, synchronizes ? "run_together" : "run_alone"));
    }
    return text.toString();
  }

  private static String entry(Translation translation, Function kernel, String runner) {
    String ending = runner.equals("run_alone") ? "" : ", *end";
    return """
    extern "C" __attribute__((visibility("default")))
    void %s(const metal::launch* job, metal::ending* end) {
      %s
      metal::%s([](const metal::position& p) { %s }, *job%s);
    }
    """
        .formatted(
            EntryPoints.name(kernel.name()),
            EntryPoints.giveConstants(),
            runner,
            EntryPoints.call(translation, kernel),
            ending);
  }

  /**
   * Returns the option for how much to optimize a program. Compilers take time that grows with the
   * square of a function's length, to no avail on straight code that runs once a lane.
   */
  static String optimization(MslProgram program) {
    return program.tokens().size() > MOST_OPTIMIZED ? "-O0" : "-O2";
  }
}
