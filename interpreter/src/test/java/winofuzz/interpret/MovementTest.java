package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Movement ops against arrays moved element by element, in chains. */
final class MovementTest {
  private static final int SIZE = 24;
  private static final UOp X = Graphs.buffer(0, DType.FLOAT32, SIZE);

  /** A node and what its elements must be. */
  private static final class Expected {
    private final UOp node;
    private final float[] elements;

    Expected(UOp node, float[] elements) {
      this.node = node;
      this.elements = elements;
      assertEquals(node.shape().stream().reduce(1, (a, b) -> a * b), elements.length);
    }
  }

  private static Expected start() {
    float[] x = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = i + 1;
    }
    return new Expected(X, x);
  }

  /** Moves an element: for each index of the new array, the index it comes from, or null. */
  @FunctionalInterface
  private interface Source {
    int[] of(int[] index);
  }

  private static Expected moved(Expected from, UOp node, Source source) {
    List<Integer> to = node.shape();
    List<Integer> shape = from.node.shape();
    float[] elements = new float[to.stream().reduce(1, (a, b) -> a * b)];
    for (int flat = 0; flat < elements.length; flat++) {
      int[] old = source.of(unflatten(flat, to));
      boolean inside = true;
      int at = 0;
      for (int axis = 0; axis < shape.size(); axis++) {
        inside &= old[axis] >= 0 && old[axis] < shape.get(axis);
        at = at * shape.get(axis) + old[axis];
      }
      elements[flat] = inside ? from.elements[at] : 0;
    }
    return new Expected(node, elements);
  }

  private static int[] unflatten(int flat, List<Integer> shape) {
    int[] result = new int[shape.size()];
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      result[axis] = flat % shape.get(axis);
      flat /= shape.get(axis);
    }
    return result;
  }

  private static Expected step(Expected from, int choice) {
    UOp node = from.node;
    List<Integer> shape = node.shape();
    int rank = shape.size();
    return switch (choice % 6) {
      case 0 -> reshaped(from, choice / 6);
      case 1 -> {
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
          order.add((axis + choice / 6) % rank);
        }
        UOp result = Graphs.permute(node, order.toArray(Integer[]::new));
        yield moved(
            from,
            result,
            index -> {
              int[] old = new int[rank];
              for (int axis = 0; axis < rank; axis++) {
                old[order.get(axis)] = index[axis];
              }
              return old;
            });
      }
      case 2 -> {
        List<Boolean> axes = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
          axes.add(((choice / 6) >> axis) % 2 == 1);
        }
        UOp result = UOp.of(Op.FLIP, DType.FLOAT32, new Arg.Flips(axes), node);
        yield moved(
            from,
            result,
            index -> {
              int[] old = index.clone();
              for (int axis = 0; axis < rank; axis++) {
                old[axis] = axes.get(axis) ? shape.get(axis) - 1 - index[axis] : index[axis];
              }
              return old;
            });
      }
      case 3 -> {
        int by = choice / 6 % 2;
        List<Integer> before = java.util.Collections.nCopies(rank, by);
        List<Integer> after = java.util.Collections.nCopies(rank, 1 - by);
        yield moved(from, Graphs.pad(node, before, after), index -> shifted(index, -by));
      }
      case 4 -> {
        List<Integer> begin = shape.stream().map(n -> n > 2 ? 1 : 0).toList();
        yield moved(
            from,
            Graphs.shrink(node, begin, shape),
            index -> {
              int[] old = index.clone();
              for (int axis = 0; axis < rank; axis++) {
                old[axis] += begin.get(axis);
              }
              return old;
            });
      }
      default -> {
        Integer[] to = shape.stream().map(n -> n == 1 ? 2 : n).toArray(Integer[]::new);
        yield moved(
            from,
            Graphs.expand(node, to),
            index -> {
              int[] old = index.clone();
              for (int axis = 0; axis < rank; axis++) {
                old[axis] = shape.get(axis) == 1 ? 0 : index[axis];
              }
              return old;
            });
      }
    };
  }

  private static int[] shifted(int[] index, int by) {
    int[] old = index.clone();
    for (int axis = 0; axis < old.length; axis++) {
      old[axis] += by;
    }
    return old;
  }

  private static Expected reshaped(Expected from, int choice) {
    int size = from.elements.length;
    int first = 1;
    for (int factor = 2 + choice % 5; factor > 1; factor--) {
      if (size % factor == 0) {
        first = factor;
        break;
      }
    }
    Integer[] to =
        choice % 2 == 0
            ? new Integer[] {first, 1, size / first}
            : new Integer[] {size / first, first};
    return new Expected(Graphs.reshape(from.node, to), from.elements);
  }

  @Provide
  Arbitrary<List<Integer>> chains() {
    return Arbitraries.integers().between(0, 60).list().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 400)
  void chains(@ForAll("chains") List<Integer> choices) {
    Expected expected = start();
    for (int choice : choices) {
      if (expected.elements.length < 2000) {
        expected = step(expected, choice);
      }
    }
    for (Semantics semantics : Semantics.values()) {
      Values found =
          Interpreter.of(semantics)
              .evaluate(
                  Graphs.whole(Stage.TENSOR, expected.node, Map.of(X, "x")),
                  Map.of("x", Values.of(start().elements)))
              .output();
      assertEquals(expected.elements.length, found.size());
      for (int i = 0; i < found.size(); i++) {
        assertEquals(expected.elements[i], (float) found.at(i), choices + " element " + i);
      }
    }
  }

  @Test
  void constantsHaveAnyShapeTheyAreExpandedTo() {
    UOp device = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("test"));
    UOp two = UOp.of(Op.CONST, DType.FLOAT32, new Arg.Real(winofuzz.number.Rational.of(2)), device);
    UOp twos = Graphs.expand(Graphs.reshape(two, 1), SIZE);
    UOp sum = X.plus(twos).times(UOp.constant(DType.FLOAT32, 10));
    Values found =
        Interpreter.of(Semantics.EXACT)
            .evaluate(
                Graphs.whole(Stage.TENSOR, sum, Map.of(X, "x")),
                Map.of("x", Values.of(start().elements)))
            .output();
    assertEquals(30, found.at(0));
    assertEquals(260, found.at(23));
  }
}
