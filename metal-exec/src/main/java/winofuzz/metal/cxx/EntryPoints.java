package winofuzz.metal.cxx;

import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.Parameter;

/**
 * What entry points of all dialects write: a kernel's call from a {@code launch} called {@code job}
 * and a {@code position} called {@code p}.
 */
public final class EntryPoints {

  private EntryPoints() {}

  /** Returns the name by which a library gives a kernel's entry point. */
  public static String name(String kernel) {
    return "winofuzz_run_" + kernel;
  }

  /** Returns the statement that gives the program's constants their values. */
  public static String giveConstants() {
    return "metal::text::give_constants(job);";
  }

  /** Returns the call of the kernel. */
  public static String call(Translation translation, Function kernel) {
    String arguments =
        kernel.parameters().stream().map(EntryPoints::argument).collect(Collectors.joining(", "));
    return "metal::text::" + translation.function(kernel) + "(" + arguments + ");";
  }

  private static String argument(Parameter parameter) {
    return switch (parameter) {
      case Parameter.BufferArgument p -> untyped("p.job->buffers[" + p.index() + "]");
      case Parameter.ThreadgroupArgument p -> untyped("p.threadgroup_memory[" + p.index() + "]");
      case Parameter.PositionArgument p ->
          "p." + p.attribute().name().toLowerCase(Locale.ROOT) + "()";
      case Parameter.Argument p ->
          throw new AssertionError("kernel parameter without attribute: " + p.variable());
    };
  }

  private static String untyped(String address) {
    return "metal::untyped_pointer{" + address + "}";
  }
}
