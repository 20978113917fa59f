package winofuzz.fuzz.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.BadInputException;

/**
 * A chain of tensor operations. Results are numbered: the inputs first, then the steps; the last
 * step is the output.
 *
 * @param inputs with names of their own
 * @param steps at least one
 * @param options how kernels are to be scheduled, such as {@code UNROLL:0:4}; none for what the
 *     compiler does by itself
 */
public record TensorProgram(List<Input> inputs, List<TensorOp> steps, List<String> options) {
  /** The name of the output. */
  public static final String OUTPUT = "y";

  /** More elements than this no result has. */
  public static final long MOST_ELEMENTS = 1 << 16;

  /** A tensor that is given. */
  public record Input(String name, TensorType type) {}

  /**
   * A program.
   *
   * @throws BadInputException if its parts do not fit
   */
  public TensorProgram {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    options = List.copyOf(options);
    if (steps.isEmpty()) {
      throw new BadInputException("steps: expected at least one, found none");
    }
    Set<String> names = inputs.stream().map(Input::name).collect(Collectors.toSet());
    if (names.size() < inputs.size() || names.contains(OUTPUT)) {
      throw new BadInputException("inputs: expected a name for each, other than " + OUTPUT);
    }
    List<TensorType> types = types(inputs, steps);
    if (types.stream().anyMatch(t -> t.elements() > MOST_ELEMENTS)) {
      throw new BadInputException(
          "expected results of at most %d elements".formatted(MOST_ELEMENTS));
    }
  }

  private static List<TensorType> types(List<Input> inputs, List<TensorOp> steps) {
    List<TensorType> types = new ArrayList<>();
    inputs.forEach(input -> types.add(input.type()));
    for (int i = 0; i < steps.size(); i++) {
      try {
        types.add(ProgramTypes.of(steps.get(i), types));
      } catch (IllTypedException e) {
        throw new BadInputException("steps[%d]: %s".formatted(i, e.getMessage()), e);
      }
    }
    return types;
  }

  private static boolean keepsOrder(TensorOp step) {
    return step instanceof TensorOp.Reshape || step instanceof TensorOp.Contiguous;
  }

  /** Returns the types of all results. */
  public List<TensorType> types() {
    return Collections.unmodifiableList(types(inputs, steps));
  }

  /** Returns the type of the output. */
  public TensorType output() {
    return types().getLast();
  }

  /**
   * Returns what its operations and options are, without anything that a smaller program of the
   * same kind may lack: {@code cast-repeat-concatenate}, {@code sum+PADTO+UNROLL}. Operations that
   * leave all elements where they are count only where there are no others.
   */
  public String form() {
    List<String> labels = steps.stream().map(TensorOp::label).toList();
    List<String> telling = steps.stream().filter(s -> !keepsOrder(s)).map(TensorOp::label).toList();
    StringBuilder form = new StringBuilder(String.join("-", telling.isEmpty() ? labels : telling));
    new TreeSet<>(options.stream().map(o -> o.split(":", 2)[0]).toList())
        .forEach(kind -> form.append('+').append(kind));
    return form.toString();
  }
}
