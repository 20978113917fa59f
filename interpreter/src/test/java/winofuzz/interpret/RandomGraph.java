package winofuzz.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.Rational;

/**
 * A random program of real numbers: elementwise operations over two ranges, a reduction over one of
 * them, elementwise operations on what that gives, with conversions between the types.
 *
 * @param program at stage ranged
 * @param inputs its inputs: ordinary numbers, and some that are extreme
 */
record RandomGraph(Program program, Map<String, Values> inputs) {
  private static final int ELEMENTS = 6;
  private static final int TERMS = 5;

  static RandomGraph draw(long seed) {
    return new Builder(new Random(seed)).build();
  }

  /** Values of a type, of magnitudes near 1 or, where that is asked for, of all magnitudes. */
  static Values values(Random random, DType dtype, int size, boolean extreme) {
    BinaryFormat format = Formats.real(dtype);
    double[] cells = new double[size];
    for (int i = 0; i < size; i++) {
      int spread = extreme ? 2 * format.maxExponent() : 8;
      cells[i] =
          format.round(Math.scalb(random.nextGaussian(), random.nextInt(spread) - spread / 2));
    }
    return GroundTruth.values(dtype, cells);
  }

  private static final class Builder {
    private static final List<Op> BINARY = List.of(Op.ADD, Op.ADD, Op.SUB, Op.MUL, Op.MUL, Op.MAX);
    private static final List<Op> FOLDS = List.of(Op.ADD, Op.ADD, Op.MUL, Op.MAX);

    private final Random random;
    private final Map<UOp, String> names = new HashMap<>();
    private final Map<String, Values> inputs = new HashMap<>();
    private final UOp element = Graphs.range(0, ELEMENTS, AxisType.LOOP);
    private final UOp term = Graphs.range(1, TERMS, AxisType.REDUCE);
    private final boolean extreme;

    Builder(Random random) {
      this.random = random;
      this.extreme = random.nextInt(4) == 0;
    }

    RandomGraph build() {
      List<UOp> terms = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        terms.add(leaf(i));
      }
      grow(terms, 1 + random.nextInt(5));
      UOp sum = terms.getLast().reduce(pick(FOLDS), List.of(term));
      List<UOp> results = new ArrayList<>(List.of(sum, constant(pick(GroundTruth.REALS))));
      grow(results, random.nextInt(4));
      UOp output = results.getLast().bufferize(Arg.Storage.GLOBAL, List.of(element));
      return new RandomGraph(Graphs.whole(Stage.RANGED, output, names), inputs);
    }

    private <T> T pick(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }

    private UOp leaf(int number) {
      DType dtype = pick(GroundTruth.REALS);
      int size = ELEMENTS * TERMS;
      UOp buffer = Graphs.buffer(number, dtype, size);
      names.put(buffer, "a" + number);
      inputs.put("a" + number, values(random, dtype, size, extreme));
      return buffer.at(element.times(TERMS).plus(term));
    }

    private UOp constant(DType dtype) {
      Rational value = Rational.of(random.nextInt(13) - 6, 1 + random.nextInt(12));
      return UOp.of(Op.CONST, dtype, new Arg.Real(value));
    }

    private void grow(List<UOp> values, int operations) {
      for (int i = 0; i < operations; i++) {
        values.add(operation(values));
      }
    }

    private UOp operation(List<UOp> values) {
      DType dtype = pick(GroundTruth.REALS);
      // The newest value is always used, so that the last one depends on much.
      UOp a = values.getLast().cast(dtype);
      UOp b = random.nextInt(4) == 0 ? constant(dtype) : pick(values).cast(dtype);
      return switch (random.nextInt(10)) {
        case 0 -> UOp.of(Op.NEG, dtype, a);
        case 1 -> UOp.of(Op.RECIP, dtype, a);
        case 2 -> UOp.of(Op.FDIV, dtype, b, a);
        case 3 -> UOp.of(Op.MULACC, dtype, a, b, pick(values).cast(dtype));
        case 4 -> UOp.of(Op.TRUNC, dtype, a);
        default -> UOp.of(pick(BINARY), dtype, a, b);
      };
    }
  }
}
