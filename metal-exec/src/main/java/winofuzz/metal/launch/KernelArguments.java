package winofuzz.metal.launch;

import java.util.List;
import winofuzz.metal.ArgumentSpace;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.Variable;

/** Checks a launch against what a kernel asks for. */
public final class KernelArguments {

  private KernelArguments() {}

  /**
   * Returns the arguments of a launch, which has all that a kernel asks for.
   *
   * @throws BadLaunchException if they do not fit
   */
  public static ArgumentTable match(
      MslProgram program,
      Function kernel,
      Extent threadgroups,
      Extent threads,
      List<BufferArgument> arguments) {
    requireGrid(kernel.name(), threadgroups, threads);
    ArgumentTable table = new ArgumentTable(kernel.name(), arguments);
    List<Buffer> _ = functionConstants(program, table);
    for (Parameter parameter : kernel.parameters()) {
      switch (parameter) {
        case Parameter.BufferArgument p -> {
          BufferArgument _ = require(table, ArgumentSpace.BUFFER, p.variable(), p.index());
        }
        case Parameter.ThreadgroupArgument p -> {
          BufferArgument _ = require(table, ArgumentSpace.THREADGROUP, p.variable(), p.index());
        }
        case Parameter.Argument _, Parameter.PositionArgument _ -> {}
      }
    }
    return table;
  }

  /** Returns the values of the function constants in the order in which a program declares them. */
  public static List<Buffer> functionConstants(MslProgram program, ArgumentTable table) {
    return program.functionConstants().stream()
        .map(c -> require(table, ArgumentSpace.FUNCTION_CONSTANT, c.pointer(), c.index()))
        .map(BufferArgument::contents)
        .toList();
  }

  /**
   * Requires that a grid has threads.
   *
   * @throws BadLaunchException if it has none
   */
  public static void requireGrid(String kernel, Extent threadgroups, Extent threads) {
    for (Extent extent : List.of(threadgroups, threads)) {
      if (extent.x() < 1 || extent.y() < 1 || extent.z() < 1) {
        throw new BadLaunchException(
            "kernel %s: expected threadgroups and threads of at least 1, found %s and %s"
                .formatted(kernel, threadgroups, threads));
      }
    }
  }

  private static BufferArgument require(
      ArgumentTable table, ArgumentSpace space, Variable variable, int index) {
    return table.require(
        space,
        index,
        variable.name(),
        variable.type().scalar().spelling(),
        variable.type().scalar().bytes());
  }
}
