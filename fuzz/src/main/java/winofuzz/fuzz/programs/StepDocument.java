package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.ir.DType;

/** A step as documents have it: an operation by its label, with the members that it needs. */
public record StepDocument(
    String op,
    @Nullable List<Integer> of,
    @Nullable String dtype,
    @Nullable List<Integer> shape,
    @Nullable List<Integer> axes,
    @Nullable Integer axis,
    @Nullable List<List<Integer>> sides,
    @Nullable List<Integer> counts,
    @Nullable Integer diagonal,
    @Nullable BigDecimal value) {

  private StepDocument(TensorOp step) {
    this(
        step.label(),
        step.operands().isEmpty() ? null : step.operands(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private StepDocument withType(DType it) {
    return new StepDocument(
        op, of, it.toString(), shape, axes, axis, sides, counts, diagonal, value);
  }

  private StepDocument withShape(List<Integer> it) {
    return new StepDocument(op, of, dtype, it, axes, axis, sides, counts, diagonal, value);
  }

  private StepDocument withAxes(List<Integer> it) {
    return new StepDocument(op, of, dtype, shape, it, axis, sides, counts, diagonal, value);
  }

  private StepDocument withAxis(int it) {
    return new StepDocument(op, of, dtype, shape, axes, it, sides, counts, diagonal, value);
  }

  private StepDocument withSides(List<Sides> it) {
    List<List<Integer>> pairs = it.stream().map(s -> List.of(s.before(), s.after())).toList();
    return new StepDocument(op, of, dtype, shape, axes, axis, pairs, counts, diagonal, value);
  }

  private StepDocument withCounts(List<Integer> it) {
    return new StepDocument(op, of, dtype, shape, axes, axis, sides, it, diagonal, value);
  }

  private StepDocument withDiagonal(int it) {
    return new StepDocument(op, of, dtype, shape, axes, axis, sides, counts, it, value);
  }

  private StepDocument withValue(BigDecimal it) {
    return new StepDocument(op, of, dtype, shape, axes, axis, sides, counts, diagonal, it);
  }

  /** Returns the document of a step. */
  static StepDocument of(TensorOp step) {
    StepDocument plain = new StepDocument(step);
    return switch (step) {
      case TensorOp.OnElements _, TensorOp.Contiguous _, TensorOp.Gather _ -> plain;
      case TensorOp.Full s ->
          plain.withType(s.type().dtype()).withShape(s.type().shape()).withValue(s.value());
      case TensorOp.Count s -> plain.withType(s.dtype()).withShape(List.of(s.size()));
      case TensorOp.Cast s -> plain.withType(s.dtype());
      case TensorOp.Bitcast s -> plain.withType(s.dtype());
      case TensorOp.MatrixProduct s -> plain.withType(s.dtype());
      case TensorOp.Reduce s when s.dtype() != null -> plain.withType(s.dtype()).withAxes(s.axes());
      case TensorOp.Reduce s -> plain.withAxes(s.axes());
      case TensorOp.Locate s -> plain.withAxis(s.axis());
      case TensorOp.Reshape s -> plain.withShape(s.shape());
      case TensorOp.Permute s -> plain.withAxes(s.order());
      case TensorOp.Expand s -> plain.withShape(s.shape());
      case TensorOp.Pad s -> plain.withSides(s.margins()).withValue(s.value());
      case TensorOp.Shrink s -> plain.withSides(s.parts());
      case TensorOp.Flip s -> plain.withAxes(s.axes());
      case TensorOp.Repeat s -> plain.withCounts(s.counts());
      case TensorOp.Concatenate s -> plain.withAxis(s.axis());
      case TensorOp.Stack s -> plain.withAxis(s.axis());
      case TensorOp.Triangle s -> plain.withDiagonal(s.diagonal());
    };
  }

  /**
   * Returns the step.
   *
   * @throws BadInputException if the label is unknown, or members are missing or more than needed
   */
  TensorOp step() {
    TensorOp made;
    try {
      made = made();
    } catch (NullPointerException e) {
      throw new BadInputException("steps: %s: %s".formatted(op, e.getMessage()), e);
    }
    if (!of(made).equals(this)) {
      throw new BadInputException("steps: %s: expected no other members".formatted(op));
    }
    return made;
  }

  private TensorOp made() {
    for (ElementOperation operation : ElementOperation.values()) {
      if (operation.label().equals(op)) {
        return new TensorOp.OnElements(operation, operands(operation.arity()));
      }
    }
    for (ReduceKind kind : ReduceKind.values()) {
      if (kind.label().equals(op)) {
        DType in = dtype == null ? null : type();
        return new TensorOp.Reduce(kind, operand(), given(axes, "axes"), in);
      }
    }
    return switch (op) {
      case "full" ->
          new TensorOp.Full(new TensorType(type(), given(shape, "shape")), given(value, "value"));
      case "range" -> new TensorOp.Count(type(), given(shape, "shape").getFirst());
      case "cast" -> new TensorOp.Cast(operand(), type());
      case "bitcast" -> new TensorOp.Bitcast(operand(), type());
      case "matmul" ->
          new TensorOp.MatrixProduct(operands(2).getFirst(), operands(2).getLast(), type());
      case "contiguous" -> new TensorOp.Contiguous(operand());
      case "argmax" -> new TensorOp.Locate(true, operand(), given(axis, "axis"));
      case "argmin" -> new TensorOp.Locate(false, operand(), given(axis, "axis"));
      case "reshape" -> new TensorOp.Reshape(operand(), given(shape, "shape"));
      case "permute" -> new TensorOp.Permute(operand(), given(axes, "axes"));
      case "expand" -> new TensorOp.Expand(operand(), given(shape, "shape"));
      case "pad" -> new TensorOp.Pad(operand(), pairs(), given(value, "value"));
      case "shrink" -> new TensorOp.Shrink(operand(), pairs());
      case "flip" -> new TensorOp.Flip(operand(), given(axes, "axes"));
      case "repeat" -> new TensorOp.Repeat(operand(), given(counts, "counts"));
      case "concatenate" -> new TensorOp.Concatenate(given(of, "of"), given(axis, "axis"));
      case "stack" -> new TensorOp.Stack(given(of, "of"), given(axis, "axis"));
      case "triu" -> new TensorOp.Triangle(true, operand(), given(diagonal, "diagonal"));
      case "tril" -> new TensorOp.Triangle(false, operand(), given(diagonal, "diagonal"));
      case "gather" -> new TensorOp.Gather(operands(2).getFirst(), operands(2).getLast());
      default -> throw new BadInputException("steps: op: found '" + op + "', which is none");
    };
  }

  private static <T> T given(@Nullable T member, String name) {
    return Objects.requireNonNull(member, () -> "expected " + name);
  }

  private int operand() {
    return operands(1).getFirst();
  }

  private List<Integer> operands(int arity) {
    List<Integer> found = given(of, "of");
    if (found.size() != arity) {
      throw new BadInputException(
          "steps: %s: expected %d operands, found %d".formatted(op, arity, found.size()));
    }
    return found;
  }

  private DType type() {
    return KnownNames.elementType(given(dtype, "dtype"));
  }

  private List<Sides> pairs() {
    return given(sides, "sides").stream().map(this::pair).toList();
  }

  private Sides pair(List<Integer> pair) {
    if (pair.size() != 2) {
      throw new BadInputException("steps: %s: sides: expected pairs".formatted(op));
    }
    return new Sides(pair.getFirst(), pair.getLast());
  }
}
