package winofuzz.fuzz.programs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program in the making, evaluated as it grows, on one or more inputs. Inputs may be added at any
 * time: results are numbered in the order in which they are added.
 */
public final class ProgramBuilder {
  /** The names of inputs; there are never as many. */
  private static final String NAMES = "abcdefghijklmnopqrstuvwxz";

  /** More inputs than this no program has. */
  static final int MOST_INPUTS = NAMES.length();

  private final int samples;
  private final long mostElements;
  private final List<@Nullable TensorOp> ops = new ArrayList<>();
  private final List<TensorType> types = new ArrayList<>();
  private final List<List<Tensor>> values = new ArrayList<>();

  /**
   * A program of nothing.
   *
   * @param samples how many inputs it is evaluated on
   * @param mostElements how many elements a result may have
   */
  public ProgramBuilder(int samples, long mostElements) {
    this.samples = samples;
    this.mostElements = mostElements;
    for (int i = 0; i < samples; i++) {
      values.add(new ArrayList<>());
    }
  }

  /**
   * Adds an input.
   *
   * @param given its value in each sample
   * @return its number
   * @throws UndefinedValueException if an element is none of its type
   */
  public int input(List<Tensor> given) {
    for (Tensor each : given) {
      if (!each.elements().stream().allMatch(e -> ExactNumbers.isElement(each.type().dtype(), e))) {
        throw new UndefinedValueException("an element that is none of " + each.type().dtype());
      }
    }
    ops.add(null);
    types.add(given.getFirst().type());
    for (int i = 0; i < samples; i++) {
      values.get(i).add(given.get(i));
    }
    return types.size() - 1;
  }

  /**
   * Adds a step.
   *
   * @return its number
   * @throws IllTypedException if it does not fit, or has too many elements
   * @throws UndefinedValueException if it has no value on one of the inputs
   */
  public int step(TensorOp op) {
    TensorType type = ProgramTypes.of(op, types);
    if (type.elements() > mostElements) {
      throw new IllTypedException("expected at most %d elements".formatted(mostElements));
    }
    List<Tensor> fresh = new ArrayList<>();
    for (List<Tensor> known : values) {
      fresh.add(ProgramInterpreter.result(op, type, known));
    }
    ops.add(op);
    types.add(type);
    for (int i = 0; i < samples; i++) {
      values.get(i).add(fresh.get(i));
    }
    return types.size() - 1;
  }

  /** Returns how many results there are. */
  int size() {
    return types.size();
  }

  /** Returns the type of a result. */
  public TensorType type(int result) {
    return types.get(result);
  }

  /** Returns the value of a result in each sample. */
  List<Tensor> values(int result) {
    return values.stream().map(v -> v.get(result)).toList();
  }

  boolean isInput(int result) {
    return ops.get(result) == null;
  }

  /**
   * Returns the program of a result, without what that does not need. Inputs come in the order of
   * their first use, steps each after its operands: equal programs look the same.
   *
   * @throws IllTypedException if the result is an input, or needs too many
   */
  public DrawnProgram finish(int output, List<String> options) {
    if (isInput(output)) {
      throw new IllTypedException("expected a step as the output");
    }
    List<Integer> inputs = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    visit(output, inputs, steps);
    if (inputs.size() > MOST_INPUTS) {
      throw new IllTypedException("expected at most %d inputs".formatted(MOST_INPUTS));
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    inputs.forEach(i -> numbers.put(i, numbers.size()));
    steps.forEach(i -> numbers.put(i, numbers.size()));
    List<TensorProgram.Input> named = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.add(new TensorProgram.Input(NAMES.substring(i, i + 1), type(inputs.get(i))));
    }
    List<TensorOp> renumbered =
        steps.stream()
            .map(i -> Objects.requireNonNull(ops.get(i)).renumbered(numbers::get))
            .toList();
    return new DrawnProgram(
        new TensorProgram(named, renumbered, options),
        values.stream().map(v -> inputs.stream().map(v::get).toList()).toList());
  }

  private void visit(int result, List<Integer> inputs, List<Integer> steps) {
    if (inputs.contains(result) || steps.contains(result)) {
      return;
    }
    TensorOp op = ops.get(result);
    if (op == null) {
      inputs.add(result);
      return;
    }
    op.operands().forEach(operand -> visit(operand, inputs, steps));
    steps.add(result);
  }
}
