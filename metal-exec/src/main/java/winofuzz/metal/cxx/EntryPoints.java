package winofuzz.metal.cxx;

import java.util.Locale;
import java.util.stream.Collectors;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
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

  /**
   * Returns the statements that give the function constants their values, which a launch has in the
   * order of the program, and then compute the constants that depend on them.
   */
  public static String giveConstants(MslProgram program, Translation translation) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < program.functionConstants().size(); i++) {
      text.append(
          "metal::give(metal::text::%s, job->function_constants[%d]);\n"
              .formatted(program.functionConstants().get(i).pointer().name(), i));
    }
    translation.givers().forEach(giver -> text.append("metal::text::%s();\n".formatted(giver)));
    return text.toString();
  }

  /** Returns the call of the kernel. */
  public static String call(Function kernel) {
    String arguments =
        kernel.parameters().stream().map(EntryPoints::argument).collect(Collectors.joining(", "));
    return "metal::text::" + kernel.name() + "(" + arguments + ");";
  }

  private static String argument(Parameter parameter) {
    return switch (parameter) {
      case Parameter.BufferArgument p ->
          untyped(p.variable().isReference(), "p.job->buffers[" + p.index() + "]");
      case Parameter.ThreadgroupArgument p ->
          untyped(p.variable().isReference(), "p.threadgroup_memory[" + p.index() + "]");
      case Parameter.PositionArgument p ->
          "p." + p.attribute().name().toLowerCase(Locale.ROOT) + "()";
      case Parameter.Argument p ->
          throw new AssertionError("kernel parameter without attribute: " + p.variable());
    };
  }

  private static String untyped(boolean reference, String address) {
    return "metal::" + (reference ? "untyped_reference{" : "untyped_pointer{") + address + "}";
  }
}
