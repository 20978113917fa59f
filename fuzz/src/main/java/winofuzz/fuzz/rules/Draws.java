package winofuzz.fuzz.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.UOp;
import winofuzz.number.PrimeField;

/** Draws values for the unknowns of an equation. */
final class Draws {
  /** Up to so many assignments all are gone through. */
  static final int MOST_ENUMERATED = 1 << 16;

  /** Intervals are cut down to these magnitudes, in bits, until nothing overflows. */
  private static final int[] MAGNITUDES = {61, 40, 31, 24, 16, 11, 8, 5, 3};

  private static final double[] EDGES = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    3.0,
    -2.5,
    1.0 / 3,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    65504,
    0x1.fffffep127,
    -0x1.fffffep127,
    0x1p-149,
    -0x1p-149,
    0x1p-126,
    0x1p-24,
    1 + 0x1p-8,
    1 + 0x1p-11,
    0x1.000002p0,
    0x1.8p-25,
    1e-40,
    0x1p-133,
    0x1p24
  };

  private final SplittableRandom random;

  Draws(long seed) {
    this.random = new SplittableRandom(seed);
  }

  // *** integers and bools

  /**
   * Returns all assignments of the discrete unknowns; empty if there are too many.
   *
   * @param most so many
   */
  static Optional<Assignments> all(List<Unknown> unknowns, int most) {
    long count = 1;
    for (Unknown unknown : unknowns) {
      if (!unknown.isDiscrete()) {
        return Optional.empty();
      }
      for (int i = 0; i < unknown.size(); i++) {
        if (unknown.values() > most / count) {
          return Optional.empty();
        }
        count *= unknown.values();
      }
    }
    Map<Unknown, Values> values = new LinkedHashMap<>();
    long stride = 1;
    for (Unknown unknown : unknowns) {
      int size = unknown.size();
      long[] cells = new long[(int) count * size];
      for (int e = 0; e < size; e++) {
        for (int i = 0; i < count; i++) {
          cells[i * size + e] = unknown.min() + i / stride % unknown.values();
        }
        stride *= unknown.values();
      }
      values.put(unknown, Values.of(unknown.dtype(), cells));
    }
    return Optional.of(new Assignments((int) count, values));
  }

  /** Returns so many assignments of values at which nothing in an expression overflows. */
  Assignments integers(List<Unknown> unknowns, UOp expression, int count, boolean zeros) {
    Map<UOp, long[]> intervals = intervals(unknowns, expression);
    Map<Unknown, Values> values = new LinkedHashMap<>();
    for (Unknown unknown : unknowns) {
      if (unknown.isDiscrete()) {
        long[] interval = Objects.requireNonNull(intervals.get(unknown.node()));
        long[] cells = new long[count * unknown.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = integer(interval[0], interval[1], zeros);
        }
        values.put(unknown, Values.of(unknown.dtype(), cells));
      }
    }
    return new Assignments(count, values);
  }

  private long integer(long min, long max, boolean zeros) {
    long drawn =
        switch (random.nextInt(6)) {
          case 0 -> min;
          case 1 -> max;
          case 2 -> Math.clamp(random.nextLong(-8, 9), min, max);
          case 3 -> Math.clamp(random.nextLong(-300, 300), min, max);
          case 4 -> min + Math.min(max - min, random.nextLong(4));
          default -> min == max ? min : random.nextLong(min, max) + random.nextInt(2);
        };
    return drawn == 0 && !zeros ? max > 0 ? 1 : min < 0 ? -1 : 0 : drawn;
  }

  private static Map<UOp, long[]> intervals(List<Unknown> unknowns, UOp expression) {
    Map<UOp, long[]> result = new HashMap<>();
    for (int bits : MAGNITUDES) {
      long magnitude = 1L << bits;
      Map<UOp, UOp> narrowed = new HashMap<>();
      for (Unknown unknown : unknowns) {
        // The part of the interval that is nearest to zero.
        long nearest = Math.clamp(0, unknown.min(), unknown.max());
        long min = Math.max(unknown.min(), nearest - magnitude);
        long max = Math.min(unknown.max(), nearest + magnitude);
        result.put(unknown.node(), new long[] {min, max});
        if (!unknown.isArray() && unknown.isDiscrete()) {
          Arg.Variable old = (Arg.Variable) unknown.node().arg();
          narrowed.put(
              unknown.node(), unknown.node().withArg(new Arg.Variable(old.name(), min, max)));
        }
      }
      if (!overflows(Rewriter.substitute(expression, narrowed))) {
        return result;
      }
    }
    return result;
  }

  private static boolean overflows(UOp expression) {
    return expression.toposort().stream().anyMatch(Draws::mayOverflow);
  }

  private static boolean mayOverflow(UOp node) {
    DType type = node.dtype();
    return switch (node.op()) {
      case ADD, SUB, MUL, SHL ->
          type.isInteger()
              && (type.kind().bytes() == 8
                  ? node.min() < -(1L << 62) || node.max() > 1L << 62
                  : node.min() < type.kind().minValue() || node.max() > type.kind().maxValue());
      // No other operation gives more than its operands have.
      default -> false;
    };
  }

  // *** reals

  /** Returns assignments with every real an element of the field. */
  Assignments residues(List<Unknown> unknowns, Assignments integers) {
    return withReals(
        unknowns,
        integers,
        (unknown, count) ->
            Values.residues(
                unknown.dtype(), random.longs(count, 0, PrimeField.ORDER).toArray(), 1));
  }

  /** Returns assignments with every real a small fraction. */
  Assignments fractions(List<Unknown> unknowns, Assignments integers, boolean zeros) {
    return withReals(
        unknowns,
        integers,
        (unknown, count) -> {
          double[] cells = new double[count];
          for (int i = 0; i < count; i++) {
            // Odd multiples of 1/16 are not zero, nor is what they add to an integer.
            cells[i] =
                zeros
                    ? random.nextInt(-6, 7) * (random.nextBoolean() ? 1 : 0.5)
                    : (2 * random.nextInt(-16, 16) + 1) / 16.0;
          }
          return Values.of(unknown.dtype(), cells);
        });
  }

  /** Returns assignments with reals at the edges of their types, in all combinations of few. */
  Assignments edges(List<Unknown> unknowns, Assignments integers) {
    int[] stride = {1};
    return withReals(
        unknowns,
        integers,
        (unknown, count) -> {
          double[] cells = new double[count];
          for (int i = 0; i < count; i++) {
            int edge = i / stride[0] % (EDGES.length + 2);
            cells[i] =
                edge < EDGES.length
                    ? EDGES[edge]
                    : (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(-20, 20));
          }
          stride[0] = Math.min(stride[0] * (EDGES.length + 2), 1 << 20);
          return Values.of(unknown.dtype(), cells);
        });
  }

  /** Makes the elements of an unknown. */
  private interface Maker {
    Values make(Unknown unknown, int count);
  }

  private static Assignments withReals(List<Unknown> unknowns, Assignments integers, Maker reals) {
    Map<Unknown, Values> values = new LinkedHashMap<>();
    for (Unknown unknown : unknowns) {
      Values known = integers.values().get(unknown);
      values.put(
          unknown, known != null ? known : reals.make(unknown, integers.count() * unknown.size()));
    }
    return new Assignments(integers.count(), values);
  }

  /** Returns assignments of discrete unknowns nearest to zero: all of these, or drawn ones. */
  static Assignments near(List<Unknown> unknowns, long magnitude, long seed) {
    List<Unknown> nearer =
        unknowns.stream()
            .map(
                u -> {
                  long nearest = Math.clamp(0, u.min(), u.max());
                  long min = Math.max(u.min(), nearest - magnitude);
                  long max = Math.min(u.max(), nearest + magnitude);
                  return new Unknown(u.node(), min, max);
                })
            .toList();
    Assignments near =
        all(nearer, MOST_ENUMERATED)
            .orElseGet(() -> new Draws(seed).integers(nearer, UOp.bool(true), 1 << 10, true));
    Map<Unknown, Values> values = new LinkedHashMap<>();
    for (int i = 0; i < nearer.size(); i++) {
      values.put(unknowns.get(i), Objects.requireNonNull(near.values().get(nearer.get(i))));
    }
    return new Assignments(near.count(), values);
  }

  /** Returns a single assignment of discrete numbers. */
  static Assignments single(List<Unknown> unknowns, Map<Unknown, Long> given) {
    Map<Unknown, Values> values = new LinkedHashMap<>();
    for (Unknown unknown : unknowns) {
      long value = given.getOrDefault(unknown, Math.clamp(0, unknown.min(), unknown.max()));
      values.put(unknown, Values.of(unknown.dtype(), new long[] {value}));
    }
    return new Assignments(1, values);
  }
}
