package winofuzz.fuzz.programs.campaign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.programs.TensorOp;
import winofuzz.fuzz.programs.TensorOp.Sides;
import winofuzz.fuzz.programs.TensorType;
import winofuzz.ir.DType;

/** Steps that are told less, such as smaller margins. */
final class SmallerSteps {
  private SmallerSteps() {}

  /** Returns what may stand in place of a step, on the same operands or some of them. */
  static List<TensorOp> of(TensorOp op) {
    return switch (op) {
      case TensorOp.Pad s -> {
        List<TensorOp> result = new ArrayList<>();
        values(s.value()).forEach(v -> result.add(new TensorOp.Pad(s.of(), s.margins(), v)));
        lowered(s.margins(), SmallerSteps::sides)
            .forEach(m -> result.add(new TensorOp.Pad(s.of(), m, s.value())));
        yield result;
      }
      case TensorOp.Shrink s ->
          each(lowered(s.parts(), SmallerSteps::parts), p -> new TensorOp.Shrink(s.of(), p));
      case TensorOp.Full s -> each(values(s.value()), v -> new TensorOp.Full(s.type(), v));
      case TensorOp.Triangle s ->
          each(towardZero(s.diagonal()), d -> new TensorOp.Triangle(s.upper(), s.of(), d));
      case TensorOp.Repeat s ->
          each(
              lowered(s.counts(), n -> IntStream.range(1, n).boxed().toList()),
              c -> new TensorOp.Repeat(s.of(), c));
      case TensorOp.Flip s -> each(fewer(s.axes(), 1), a -> new TensorOp.Flip(s.of(), a));
      case TensorOp.Reduce s ->
          each(fewer(s.axes(), 1), a -> new TensorOp.Reduce(s.kind(), s.of(), a, s.dtype()));
      case TensorOp.Concatenate s ->
          each(fewer(s.operands(), 2), o -> new TensorOp.Concatenate(o, s.axis()));
      case TensorOp.Stack s -> each(fewer(s.operands(), 2), o -> new TensorOp.Stack(o, s.axis()));
      case TensorOp.Expand s ->
          each(
              lowered(s.shape(), n -> IntStream.range(1, n).boxed().toList()),
              n -> new TensorOp.Expand(s.of(), n));
      case TensorOp.OnElements _,
          TensorOp.Count _,
          TensorOp.Cast _,
          TensorOp.Bitcast _,
          TensorOp.MatrixProduct _,
          TensorOp.Contiguous _,
          TensorOp.Locate _,
          TensorOp.Reshape _,
          TensorOp.Permute _,
          TensorOp.Gather _ ->
          List.of();
    };
  }

  /** Returns a step with other types in place of those that it names; null where it names none. */
  static @Nullable TensorOp typed(TensorOp op, UnaryOperator<DType> types) {
    return switch (op) {
      case TensorOp.Full s ->
          new TensorOp.Full(
              new TensorType(types.apply(s.type().dtype()), s.type().shape()), s.value());
      case TensorOp.Count s -> new TensorOp.Count(types.apply(s.dtype()), s.size());
      case TensorOp.Cast s -> new TensorOp.Cast(s.of(), types.apply(s.dtype()));
      case TensorOp.Bitcast s -> new TensorOp.Bitcast(s.of(), types.apply(s.dtype()));
      case TensorOp.MatrixProduct s ->
          new TensorOp.MatrixProduct(s.left(), s.right(), types.apply(s.dtype()));
      case TensorOp.Reduce s when s.dtype() != null ->
          new TensorOp.Reduce(s.kind(), s.of(), s.axes(), types.apply(s.dtype()));
      default -> null; // The others have the types of their operands.
    };
  }

  private static <T> List<TensorOp> each(List<T> of, Function<T, TensorOp> made) {
    return of.stream().map(made).toList();
  }

  private static List<BigDecimal> values(BigDecimal value) {
    return List.of(BigDecimal.ZERO, BigDecimal.ONE).stream()
        .filter(v -> v.compareTo(value) != 0)
        .toList();
  }

  private static List<Integer> towardZero(int number) {
    return number == 0 ? List.of() : List.of(0, number - Integer.signum(number));
  }

  /** Returns a list with one element lowered, in all ways. */
  private static <T> List<List<T>> lowered(List<T> of, Function<T, List<T>> lower) {
    List<List<T>> result = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      for (T smaller : lower.apply(of.get(i))) {
        List<T> changed = new ArrayList<>(of);
        changed.set(i, smaller);
        result.add(changed);
      }
    }
    return result;
  }

  private static List<Sides> sides(Sides of) {
    return of.before() + of.after() == 0
        ? List.of()
        : List.of(
            new Sides(0, 0),
            new Sides(0, of.after()),
            new Sides(of.before(), 0),
            new Sides(Math.max(0, of.before() - 1), of.after()),
            new Sides(of.before(), Math.max(0, of.after() - 1)));
  }

  private static List<Sides> parts(Sides of) {
    int extent = of.after() - of.before();
    List<Sides> result = new ArrayList<>();
    for (int before : List.of(0, of.before() / 2, Math.max(0, of.before() - 1))) {
      result.add(new Sides(before, before + extent));
      result.add(new Sides(before, before + 1));
    }
    result.add(new Sides(of.before(), of.before() + 1));
    result.add(new Sides(of.before(), Math.max(of.before() + 1, of.after() - 1)));
    return result;
  }

  /** Returns a list without one element, in all ways that leave enough. */
  private static List<List<Integer>> fewer(List<Integer> of, int least) {
    List<List<Integer>> result = new ArrayList<>();
    for (int i = 0; i < of.size() && of.size() > least; i++) {
      List<Integer> changed = new ArrayList<>(of);
      changed.remove(i);
      result.add(changed);
    }
    return result;
  }
}
