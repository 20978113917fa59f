package winofuzz.fuzz.equal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import winofuzz.fuzz.inputs.ArrayDrawing;
import winofuzz.fuzz.inputs.ArrayDrawing.Kind;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.number.PrimeField;

/**
 * Inputs of two graphs.
 *
 * @param label what they are, for people
 * @param inputs by name
 */
record DrawnInputs(String label, Map<String, Values> inputs) {
  /** Every third draw is one of edges; the others take these in turn. */
  private static final List<Kind> OTHERS =
      List.of(Kind.LATTICE, Kind.REAL, Kind.ONEHOT, Kind.SPECIAL, Kind.ROUNDING);

  /** Returns a point of the field. */
  static DrawnInputs point(GraphInterface graphs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Values> result = new TreeMap<>();
    graphs
        .inputs()
        .forEach(
            (name, array) ->
                result.put(
                    name,
                    Values.residues(
                        array.dtype(),
                        random.longs(array.elements(), 0, PrimeField.ORDER).toArray(),
                        1)));
    return new DrawnInputs("the point of seed " + seed, result);
  }

  /** Returns one of the draws of a seed, counted from 0. */
  static DrawnInputs draw(GraphInterface graphs, long seed, int number) {
    ArrayDrawing drawing = drawing(seed, number);
    Map<String, Values> result = new TreeMap<>();
    graphs
        .inputs()
        .forEach(
            (name, array) ->
                result.put(
                    name, drawing.draw(name, array.dtype(), Math.toIntExact(array.elements()))));
    return new DrawnInputs(drawing.toString(), result);
  }

  private static ArrayDrawing drawing(long seed, int number) {
    if (number % 3 == 2) {
      return new ArrayDrawing(Kind.EDGES, seed + number / 3);
    }
    int other = number - number / 3;
    return new ArrayDrawing(OTHERS.get(other % OTHERS.size()), seed + other / OTHERS.size());
  }

  /** Whether all of them have exact values. */
  boolean areFinite() {
    return inputs.values().stream().allMatch(Values::areFinite);
  }

  /** Returns the numbers by name; none if there are more in all, or elements of a field. */
  Map<String, List<String>> shown(int most) {
    boolean isPoint = inputs.values().stream().anyMatch(Values.Residues.class::isInstance);
    if (isPoint || inputs.values().stream().mapToLong(Values::size).sum() > most) {
      return Map.of();
    }
    Map<String, List<String>> result = new LinkedHashMap<>();
    inputs.forEach(
        (name, values) ->
            result.put(
                name,
                IntStream.range(0, values.size())
                    .mapToObj(i -> ElementValue.of(values, i, Semantics.IEEE).decimal())
                    .toList()));
    return result;
  }

  /** Returns the names of inputs that are no real numbers. */
  static List<String> integers(GraphInterface graphs) {
    List<String> result = new ArrayList<>();
    graphs
        .inputs()
        .forEach(
            (name, array) -> {
              if (!array.dtype().isFloat()) {
                result.add("input %s: %s".formatted(name, array.dtype()));
              }
            });
    return result;
  }
}
