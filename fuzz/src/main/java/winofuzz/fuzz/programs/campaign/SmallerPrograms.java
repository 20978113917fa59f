package winofuzz.fuzz.programs.campaign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.programs.IllTypedException;
import winofuzz.fuzz.programs.ProgramBuilder;
import winofuzz.fuzz.programs.ProgramInterpreter;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.ScheduleOption;
import winofuzz.fuzz.programs.Tensor;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorProgram;
import winofuzz.fuzz.programs.TensorType;
import winofuzz.fuzz.programs.UndefinedValueException;
import winofuzz.ir.DType;

/** The samples that are one change smaller than another one, and defined. */
final class SmallerPrograms {
  /** Inputs of more elements are not simplified one by one. */
  private static final int MOST_SINGLE = 24;

  private static final int MOST_RANK = 6;

  private final ProgramSample sample;
  private final TensorProgram program;
  private final List<Tensor> results;
  private final int inputs;
  private final Set<ProgramSample> found = new LinkedHashSet<>();

  private SmallerPrograms(ProgramSample sample) {
    this.sample = sample;
    program = sample.program();
    results = ProgramInterpreter.results(program, sample.values());
    inputs = program.inputs().size();
  }

  /** Returns them, smallest first. */
  static List<ProgramSample> of(ProgramSample sample) {
    SmallerPrograms smaller = new SmallerPrograms(sample);
    smaller.dropSteps();
    smaller.dropOptions();
    smaller.simplifySteps();
    smaller.joinInputs();
    smaller.shortenAxes();
    smaller.squeezeAxes();
    smaller.simplifyTypes();
    smaller.simplifyValues();
    ProgramSize size = ProgramSize.of(sample);
    return smaller.found.stream()
        .filter(s -> ProgramSize.of(s).compareTo(size) < 0)
        .sorted(Comparator.comparing(ProgramSize::of).thenComparing(ProgramSample::id))
        .toList();
  }

  /** Says what a result becomes in another program. */
  private interface Change {
    /**
     * Returns the number of what stands for a result, or null where it stays.
     *
     * @param numbers of the results before it
     */
    @Nullable Integer of(int result, ProgramBuilder to, List<Integer> numbers);
  }

  private static final Change NONE = (result, to, numbers) -> null;

  /** Adds what another program is, if it is one. */
  private void add(int output, Change change, List<Tensor> values) {
    add(output, change, values, program.options());
  }

  private void add(int output, Change change, List<Tensor> values, List<String> options) {
    try {
      ProgramBuilder to = new ProgramBuilder(1, TensorProgram.MOST_ELEMENTS);
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        Integer other = change.of(i, to, numbers);
        numbers.add(other != null ? other : to.input(List.of(values.get(i))));
      }
      for (int i = inputs; i <= output; i++) {
        Integer other = change.of(i, to, numbers);
        numbers.add(other != null ? other : to.step(adapted(step(i), to, numbers)));
      }
      found.add(to.finish(numbers.get(output), options).sample(0));
    } catch (IllTypedException | UndefinedValueException | BadInputException e) {
      // No program, or none that has a value.
    }
  }

  private TensorOp step(int result) {
    return program.steps().get(result - inputs);
  }

  private TensorOp adapted(TensorOp op, ProgramBuilder to, List<Integer> numbers) {
    TensorOp renumbered = op.renumbered(numbers::get);
    return op.operands().isEmpty()
        ? renumbered
        : AdaptedSteps.of(
            renumbered,
            results.get(op.operands().getFirst()).type(),
            to.type(renumbered.operands().getFirst()));
  }

  private int output() {
    return results.size() - 1;
  }

  private void dropSteps() {
    for (int i = inputs; i < results.size(); i++) {
      int at = i;
      if (i < output()) {
        add(i, NONE, sample.values());
        add(
            output(),
            (result, to, numbers) -> result == at ? to.input(List.of(results.get(at))) : null,
            sample.values());
      }
      for (int operand : step(i).operands()) {
        if (results.get(operand).type().equals(results.get(i).type())) {
          add(
              output(),
              (result, to, numbers) -> result == at ? numbers.get(operand) : null,
              sample.values());
        }
      }
    }
  }

  private void dropOptions() {
    for (List<String> simpler : ScheduleOption.simpler(program.options())) {
      add(output(), NONE, sample.values(), simpler);
    }
  }

  private void simplifySteps() {
    for (int i = inputs; i < results.size(); i++) {
      int at = i;
      for (TensorOp smaller : SmallerSteps.of(step(i))) {
        add(
            output(),
            (result, to, numbers) ->
                result == at ? to.step(smaller.renumbered(numbers::get)) : null,
            sample.values());
      }
    }
  }

  private void joinInputs() {
    for (int i = 1; i < inputs; i++) {
      for (int j = 0; j < i; j++) {
        if (results.get(i).type().equals(results.get(j).type())) {
          int joined = i;
          int other = j;
          add(
              output(),
              (result, to, numbers) -> result == joined ? numbers.get(other) : null,
              sample.values());
        }
      }
    }
  }

  private void shortenAxes() {
    SortedSet<Integer> extents = new TreeSet<>();
    for (int i = 0; i < inputs; i++) {
      TensorType type = results.get(i).type();
      for (int axis = 0; axis < type.rank(); axis++) {
        extents.add(type.shape().get(axis));
        for (int extent : shorter(type.shape().get(axis))) {
          List<Tensor> values = new ArrayList<>(sample.values());
          values.set(i, shortened(values.get(i), axis, extent));
          add(output(), NONE, values);
        }
      }
    }
    for (int before : extents) {
      shorter(before).forEach(now -> shortenAll(before, now));
    }
  }

  /** Has all inputs and constants have another extent where they have a certain one. */
  private void shortenAll(int before, int now) {
    List<Tensor> values = new ArrayList<>();
    for (Tensor value : sample.values()) {
      Tensor shortened = value;
      for (int axis = 0; axis < value.type().rank(); axis++) {
        if (value.type().shape().get(axis) == before) {
          shortened = shortened(shortened, axis, now);
        }
      }
      values.add(shortened);
    }
    UnaryOperator<List<Integer>> shape = of -> of.stream().map(n -> n == before ? now : n).toList();
    Change change =
        (result, to, numbers) ->
            result < inputs
                ? null
                : switch (step(result)) {
                  case TensorOp.Full(TensorType type, BigDecimal value) ->
                      to.step(
                          new TensorOp.Full(
                              new TensorType(type.dtype(), shape.apply(type.shape())), value));
                  case TensorOp.Count(DType dtype, int size) when size == before ->
                      to.step(new TensorOp.Count(dtype, now));
                  case TensorOp.Reshape(int of, List<Integer> to2) ->
                      to.step(new TensorOp.Reshape(numbers.get(of), shape.apply(to2)));
                  default -> null; // What names other extents is adapted.
                };
    add(output(), change, values);
  }

  private static SortedSet<Integer> shorter(int extent) {
    SortedSet<Integer> result = new TreeSet<>();
    for (int shorter : new int[] {1, 2, 3, extent / 2, extent - 1}) {
      if (shorter >= 1 && shorter < extent) {
        result.add(shorter);
      }
    }
    return result;
  }

  private static Tensor shortened(Tensor tensor, int axis, int extent) {
    List<Integer> shape = new ArrayList<>(tensor.type().shape());
    shape.set(axis, extent);
    return Tensor.of(new TensorType(tensor.type().dtype(), shape), tensor::at);
  }

  /** Drops an axis of extent 1 that all inputs and constants of a rank have. */
  private void squeezeAxes() {
    for (int rank = 1; rank <= MOST_RANK; rank++) {
      for (int axis = 0; axis < rank; axis++) {
        squeeze(rank, axis);
        for (int only = 0; inputs > 1 && only < inputs; only++) {
          squeeze(rank, axis, Set.of(only));
        }
      }
    }
  }

  private void squeeze(int rank, int axis) {
    Set<Integer> sources = new LinkedHashSet<>();
    for (int i = 0; i < results.size(); i++) {
      if (i < inputs || step(i) instanceof TensorOp.Full) {
        sources.add(i);
      }
    }
    squeeze(rank, axis, sources);
  }

  private void squeeze(int rank, int axis, Set<Integer> sources) {
    List<Tensor> values = new ArrayList<>(sample.values());
    Map<Integer, Integer> lacking = new HashMap<>();
    for (int source : sources) {
      TensorType type = results.get(source).type();
      if (type.rank() == rank && type.shape().get(axis) == 1) {
        lacking.put(source, axis);
        if (source < inputs) {
          values.set(source, new Tensor(squeezed(type, axis), values.get(source).elements()));
        }
      }
    }
    if (lacking.isEmpty()) {
      return;
    }
    Change change =
        (result, to, numbers) -> {
          if (result < inputs) {
            return null;
          }
          TensorOp op = step(result);
          if (lacking.containsKey(result) && op instanceof TensorOp.Full(var type, var value)) {
            return to.step(new TensorOp.Full(squeezed(type, axis), value));
          }
          if (op.operands().stream().noneMatch(lacking::containsKey)) {
            return null;
          }
          SqueezedSteps.Squeezed squeezed =
              SqueezedSteps.of(
                  op,
                  op.operands().stream().map(lacking::get).collect(Collectors.toList()),
                  op.operands().stream().map(o -> results.get(o).type()).toList(),
                  results.get(result).type());
          if (squeezed == null) {
            throw new IllTypedException("expected the axis");
          }
          if (squeezed.lacks() != null) {
            lacking.put(result, squeezed.lacks());
          }
          return to.step(squeezed.op().renumbered(numbers::get));
        };
    add(output(), change, values);
  }

  private static TensorType squeezed(TensorType type, int axis) {
    List<Integer> shape = new ArrayList<>(type.shape());
    shape.remove(axis);
    return new TensorType(type.dtype(), shape);
  }

  private void simplifyTypes() {
    Set<DType> used = new LinkedHashSet<>();
    results.forEach(r -> used.add(r.type().dtype()));
    for (DType before : used) {
      for (DType now : ProgramSize.SIMPLE.subList(0, ProgramSize.SIMPLE.indexOf(before))) {
        retype(before, now);
      }
    }
  }

  private void retype(DType before, DType now) {
    UnaryOperator<DType> types = dtype -> dtype.equals(before) ? now : dtype;
    List<Tensor> values = new ArrayList<>();
    for (Tensor value : sample.values()) {
      values.add(
          new Tensor(
              new TensorType(types.apply(value.type().dtype()), value.type().shape()),
              value.elements()));
    }
    add(
        output(),
        (result, to, numbers) -> {
          TensorOp typed = result < inputs ? null : SmallerSteps.typed(step(result), types);
          return typed == null ? null : to.step(adapted(typed, to, numbers));
        },
        values);
  }

  private void simplifyValues() {
    for (int i = 0; i < inputs; i++) {
      Tensor value = sample.values().get(i);
      int count = value.elements().size();
      replaceValue(i, Collections.nCopies(count, BigDecimal.ZERO));
      replaceValue(i, Collections.nCopies(count, BigDecimal.ONE));
      List<BigDecimal> counted = new ArrayList<>();
      for (int at = 0; at < count; at++) {
        counted.add(BigDecimal.valueOf(at));
      }
      replaceValue(i, counted);
      for (int at = 0; at < count && count <= MOST_SINGLE; at++) {
        for (BigDecimal simple : simpler(value.elements().get(at))) {
          List<BigDecimal> elements = new ArrayList<>(value.elements());
          elements.set(at, simple);
          replaceValue(i, elements);
        }
      }
    }
  }

  private static Set<BigDecimal> simpler(BigDecimal number) {
    Set<BigDecimal> result = new LinkedHashSet<>();
    result.add(BigDecimal.ZERO);
    result.add(BigDecimal.ONE);
    result.add(new BigDecimal(number.toBigInteger()));
    result.add(new BigDecimal(number.toBigInteger().shiftRight(1)));
    result.add(new BigDecimal(number.toBigInteger()).subtract(BigDecimal.valueOf(number.signum())));
    result.add(number.abs());
    result.remove(number);
    return result;
  }

  private void replaceValue(int input, List<BigDecimal> elements) {
    List<Tensor> values = new ArrayList<>(sample.values());
    values.set(input, new Tensor(values.get(input).type(), elements));
    add(output(), NONE, values);
  }
}
