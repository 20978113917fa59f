package winofuzz.fuzz.equal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.oracle.Ulps;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;

/**
 * The first element in which two results differ.
 *
 * @param draw which inputs, such as {@code lattice:1}
 * @param inputs the inputs if there are few, by name
 * @param element its number in row-major order
 * @param at its coordinates; empty where the shape is not known
 * @param differing how many elements differ
 * @param of how many there are
 * @param ulps how far apart two floats are; null in other semantics
 * @param nodes where the graphs begin to differ, if two nodes can be named
 */
public record DifferingElement(
    String draw,
    Map<String, List<String>> inputs,
    int element,
    List<Integer> at,
    long differing,
    long of,
    ElementValue a,
    ElementValue b,
    @Nullable Long ulps,
    Optional<NodePair> nodes) {
  /** Inputs with more elements in all are not shown. */
  private static final int MOST_SHOWN = 8;

  public DifferingElement {
    at = List.copyOf(at);
  }

  /** Returns the first element that differs; empty if none does. */
  static Optional<DifferingElement> of(
      DrawnInputs drawn, GraphInterface graphs, Values a, Values b, Semantics semantics) {
    if (semantics != Semantics.IEEE && Values.exactlyEqual(a, b)) {
      return Optional.empty();
    }
    int first = -1;
    long differing = 0;
    for (int i = a.size() - 1; i >= 0; i--) {
      if (ElementValue.differ(a, i, b, i, semantics)) {
        first = i;
        differing++;
      }
    }
    return first < 0
        ? Optional.empty()
        : Optional.of(
            new DifferingElement(
                drawn.label(),
                drawn.shown(MOST_SHOWN),
                first,
                coordinates(first, graphs.shape()),
                differing,
                a.size(),
                ElementValue.of(a, first, semantics),
                ElementValue.of(b, first, semantics),
                semantics == Semantics.IEEE && a.dtype().isFloat()
                    ? Ulps.between(a.dtype(), a.at(first), b.at(first))
                    : null,
                Optional.empty()));
  }

  private static List<Integer> coordinates(int element, List<Integer> shape) {
    if (shape.size() < 2) {
      return List.of();
    }
    Integer[] at = new Integer[shape.size()];
    int rest = element;
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape.get(axis);
      rest /= shape.get(axis);
    }
    return List.of(at);
  }

  DifferingElement with(Optional<NodePair> pair) {
    return new DifferingElement(draw, inputs, element, at, differing, of, a, b, ulps, pair);
  }
}
