package winofuzz.metal.cuda;

import winofuzz.metal.cxx.Dialect;
import winofuzz.metal.cxx.EntryPoints;
import winofuzz.metal.cxx.Headers;
import winofuzz.metal.cxx.Translation;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;

/** The whole CUDA C++ text of a program: headers, translation, an entry point for each kernel. */
final class CudaText {

  private static final String HEADERS =
      Headers.read("cuda/machine.h")
          + Headers.read("cxx/types.h")
          + Headers.read("cxx/library.h")
          + Headers.read("cxx/launch.h")
          + Headers.read("cuda/lanes.h")
          + Headers.read("cxx/matrices.h");

  private CudaText() {}

  static String of(MslProgram program) {
    Translation translation = Translation.of(program, Dialect.CUDA);
    StringBuilder text =
        new StringBuilder(HEADERS)
            .append("namespace metal { namespace text {\n#line 1 \"kernel.metal\"\n")
            .append(translation.text())
            .append("} }\n#line 1 \"entry\"\n");
    for (Function kernel : program.kernels()) {
      text.append(entry(translation, kernel));
    }
    return text.toString();
  }

  private static String entry(Translation translation, Function kernel) {
    return """
    extern "C" __global__ void %s(metal::launch given) {
      extern __shared__ char pool[];
      const metal::launch* job = &given;
      metal::threadgroup_arguments arguments(given, pool);
      metal::position p = metal::here(given, arguments);
      %s
      %s
    }
    """
        .formatted(
            EntryPoints.name(kernel.name()),
            EntryPoints.giveConstants(),
            EntryPoints.call(translation, kernel));
  }
}
