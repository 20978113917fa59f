package winofuzz.fuzz.equal;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * What a program takes and gives, whatever its stage.
 *
 * @param inputs by name
 * @param output what the result is
 * @param shape of the result; empty where the program does not tell it
 */
public record GraphInterface(
    SortedMap<String, ArrayType> inputs, ArrayType output, List<Integer> shape) {
  /** As many as the interpreter takes. */
  private static final long MOST_ELEMENTS = 1 << 27;

  public GraphInterface {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    shape = List.copyOf(shape);
  }

  /** An array in memory. */
  public record ArrayType(DType dtype, long elements) {
    @Override
    public String toString() {
      return elements + " of " + dtype;
    }
  }

  /** Returns the interface of a program that was verified. */
  public static GraphInterface of(Program program) {
    return switch (program) {
      case Program.Whole whole -> of(whole);
      case Program.Scheduled scheduled -> of(scheduled.memories());
    };
  }

  private static GraphInterface of(Program.Whole program) {
    SortedMap<String, ArrayType> inputs = new TreeMap<>();
    program
        .inputs()
        .forEach(
            (buffer, name) ->
                inputs.put(
                    name, new ArrayType(buffer.dtype(), ((Arg.Size) buffer.arg()).elements())));
    List<Integer> shape =
        program.stage() == Stage.TENSOR ? program.output().shape() : extents(program.output());
    // As a double, which no document overflows; what is too large is refused later.
    double elements = shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    return new GraphInterface(
        inputs, new ArrayType(program.output().dtype().scalar(), (long) elements), shape);
  }

  /** Returns the shape in which a result at stage ranged is seen, or is kept. */
  private static List<Integer> extents(UOp output) {
    List<Integer> seen = output.shapeOrNull();
    return seen != null
        ? seen
        : output.base().srcFrom(1).stream()
            .filter(range -> range.is(Op.RANGE))
            .map(range -> Math.clamp(range.max() + 1, 0, Integer.MAX_VALUE))
            .toList();
  }

  private static GraphInterface of(List<Memory> memories) {
    SortedMap<String, ArrayType> inputs = new TreeMap<>();
    memories.stream()
        .filter(memory -> memory.role() == Memory.Role.INPUT)
        .forEach(memory -> inputs.put(memory.name(), of(memory)));
    return new GraphInterface(inputs, of(memories.get(Memory.output(memories))), List.of());
  }

  private static ArrayType of(Memory memory) {
    return new ArrayType(memory.dtype().scalar(), memory.elements());
  }

  /** Refuses inputs that are larger than an array may be. */
  void requireFits(String name) {
    inputs.forEach(
        (input, array) -> {
          if (array.elements > MOST_ELEMENTS) {
            throw new BadInputException(
                "%s: input %s: expected at most %d elements, found %s"
                    .formatted(name, input, MOST_ELEMENTS, array));
          }
        });
  }

  /**
   * Refuses programs that cannot be compared, as they take or give different arrays.
   *
   * @param name of this program's file
   * @param otherName of the other one's
   * @throws BadInputException that says which array differs
   */
  void requireAlike(String name, GraphInterface other, String otherName) {
    for (String input : inputs.keySet()) {
      ArrayType found = other.inputs.get(input);
      ArrayType expected = inputs.get(input);
      if (found == null || !found.equals(expected)) {
        throw new BadInputException(
            "%s: input %s: expected %s as in %s, found %s"
                .formatted(otherName, input, expected, name, found == null ? "none" : found));
      }
    }
    for (String input : other.inputs.keySet()) {
      if (!inputs.containsKey(input)) {
        throw new BadInputException(
            "%s: input %s: expected no such input as in %s, found %s"
                .formatted(otherName, input, name, other.inputs.get(input)));
      }
    }
    if (!output.equals(other.output)) {
      throw new BadInputException(
          "%s: output: expected %s as in %s, found %s"
              .formatted(otherName, output, name, other.output));
    }
  }
}
