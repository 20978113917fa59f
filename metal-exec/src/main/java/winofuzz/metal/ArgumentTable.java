package winofuzz.metal;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The arguments of a launch, by kind and index. */
public final class ArgumentTable {

  private final String kernel;
  private final Map<ArgumentSpace, SortedMap<Integer, BufferArgument>> spaces =
      new EnumMap<>(ArgumentSpace.class);

  /**
   * Creates a table of arguments.
   *
   * @param kernel the kernel's name, for messages
   * @throws BadLaunchException if an argument is given twice
   */
  public ArgumentTable(String kernel, List<BufferArgument> arguments) {
    this.kernel = kernel;
    for (ArgumentSpace space : ArgumentSpace.values()) {
      spaces.put(space, new TreeMap<>());
    }
    for (BufferArgument argument : arguments) {
      ArgumentSpace space = argument.role().space();
      if (all(space).put(argument.index(), argument) != null) {
        throw new BadLaunchException(
            "kernel %s: %s %d is given twice"
                .formatted(kernel, space.description(), argument.index()));
      }
    }
  }

  private SortedMap<Integer, BufferArgument> all(ArgumentSpace space) {
    SortedMap<Integer, BufferArgument> found = spaces.get(space);
    if (found == null) {
      throw new AssertionError("no table for " + space);
    }
    return found;
  }

  /** Returns the arguments of a space, by index. */
  public Collection<BufferArgument> of(ArgumentSpace space) {
    return Collections.unmodifiableCollection(all(space).values());
  }

  /**
   * Returns the argument that a kernel names.
   *
   * @param name what the kernel calls it
   * @param type its elements, as Metal spells them
   * @param bytes the size of one
   * @throws BadLaunchException if it is not there or its elements are of another size
   */
  public BufferArgument require(
      ArgumentSpace space, int index, String name, String type, int bytes) {
    BufferArgument argument = all(space).get(index);
    if (argument == null) {
      throw new BadLaunchException(
          "kernel %s: expected a %s %d for '%s', none is given"
              .formatted(kernel, space.description(), index, name));
    }
    if (argument.contents().type().bytes() != bytes) {
      throw new BadLaunchException(
          "kernel %s: %s %d ('%s') holds %s, expected elements of type %s"
              .formatted(
                  kernel,
                  space.description(),
                  index,
                  name,
                  argument.contents().type().spelling(),
                  type));
    }
    if (space == ArgumentSpace.FUNCTION_CONSTANT && argument.contents().length() != 1) {
      throw new BadLaunchException(
          "kernel %s: function constant %d ('%s'): expected one element, found %d"
              .formatted(kernel, index, name, argument.contents().length()));
    }
    return argument;
  }
}
