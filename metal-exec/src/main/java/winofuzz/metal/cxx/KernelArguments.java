package winofuzz.metal.cxx;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import winofuzz.metal.BadInputException;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.Parameter;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.Variable;

/** The buffers of a launch, held against what a kernel asks for. */
public final class KernelArguments {

  private final TreeMap<Integer, BufferArgument> byIndex = new TreeMap<>();

  private KernelArguments() {}

  /**
   * Matches a launch with a kernel.
   *
   * @throws BadInputException if they do not fit
   */
  public static KernelArguments of(
      Function kernel, Extent threadgroups, Extent threads, List<BufferArgument> arguments) {
    requirePositive(kernel, threadgroups, threads);
    KernelArguments result = new KernelArguments();
    for (BufferArgument argument : arguments) {
      if (result.byIndex.put(argument.index(), argument) != null) {
        throw new BadInputException(
            "kernel %s: buffer %d is given twice".formatted(kernel.name(), argument.index()));
      }
    }
    for (Parameter parameter : kernel.parameters()) {
      if (parameter instanceof Parameter.BufferArgument(Variable variable, int index)) {
        result.requireFits(kernel, variable, index);
      }
    }
    return result;
  }

  private static void requirePositive(Function kernel, Extent threadgroups, Extent threads) {
    for (Extent extent : List.of(threadgroups, threads)) {
      if (extent.x() < 1 || extent.y() < 1 || extent.z() < 1) {
        throw new BadInputException(
            "kernel %s: expected threadgroups and threads of at least 1, found %s and %s"
                .formatted(kernel.name(), threadgroups, threads));
      }
    }
  }

  private void requireFits(Function kernel, Variable variable, int index) {
    BufferArgument argument = byIndex.get(index);
    if (argument == null) {
      throw new BadInputException(
          "kernel %s: expected a buffer %d for '%s', none is given"
              .formatted(kernel.name(), index, variable.name()));
    }
    Type type = variable.type();
    if (type.scalar().bytes() != argument.contents().type().bytes()) {
      throw new BadInputException(
          "kernel %s: buffer %d ('%s') holds %s, expected elements of type %s"
              .formatted(
                  kernel.name(),
                  index,
                  variable.name(),
                  argument.contents().type().spelling(),
                  type.scalar().spelling()));
    }
  }

  /** The buffers, by index. */
  public Collection<BufferArgument> buffers() {
    return byIndex.values();
  }
}
