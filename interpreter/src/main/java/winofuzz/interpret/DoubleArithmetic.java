package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.interpret.Values.Doubles;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.RealMath;

/** Arithmetic of float64. */
final class DoubleArithmetic extends RoundedArithmetic<double[]> {
  private final boolean flushes;

  DoubleArithmetic(NumericProfile profile) {
    super(DoubleRows.DOUBLES);
    this.flushes = profile.flushes(BinaryFormat.FLOAT64);
  }

  @Override
  double[] cells(Values values) {
    return ((Doubles) values).cells;
  }

  @Override
  double[] operands(Values values) {
    double[] cells = cells(values);
    if (!flushes) {
      return cells;
    }
    double[] r = cells.clone();
    flush(r, 0, r.length);
    return r;
  }

  private static void flush(double[] r, int from, int n) {
    for (int i = from; i < from + n; i++) {
      r[i] = RealMath.flush(BinaryFormat.FLOAT64, r[i]);
    }
  }

  @Override
  Values of(DType dtype, double[] cells) {
    return new Doubles(cells);
  }

  @Override
  double[] filled(int size, double value) {
    double[] r = new double[size];
    if (value != 0 || 1 / value < 0) {
      Arrays.fill(r, value);
    }
    return r;
  }

  @Override
  Rows.Kernel<double[]> kernel(ScalarOp.Binary op, DType dtype) {
    return switch (op) {
      case ADD -> DoubleRows::add;
      case SUB -> DoubleRows::subtract;
      case MUL -> DoubleRows::multiply;
      case FDIV -> DoubleRows::divide;
      case MAX -> DoubleRows::max;
      case POW ->
          (r, ri, a, ai, b, bi, n) -> {
            for (int i = 0; i < n; i++) {
              r[ri + i] = StrictMath.pow(a[ai + i], b[bi + i]);
            }
          };
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw notOfReals(op);
    };
  }

  @Override
  Rows.Comparison<double[]> comparison(ScalarOp.Comparison op) {
    return switch (op) {
      case CMPLT -> DoubleRows::less;
      case CMPNE -> DoubleRows::notEqual;
      case CMPEQ -> DoubleRows::equal;
    };
  }

  @Override
  Rows.Settling<double[]> settling(DType dtype) {
    return flushes ? DoubleArithmetic::flush : (r, from, n) -> {};
  }

  /** One operation on one number. */
  static double apply(ScalarOp.Unary op, double x) {
    return switch (op) {
      case NEG -> -x;
      case RECIP -> 1 / x;
      case SQRT -> Math.sqrt(x);
      case EXP2 -> RealMath.exp2(x);
      case LOG2 -> RealMath.log2(x);
      case SIN -> RealMath.sin(x);
      case TRUNC -> RealMath.truncate(x);
    };
  }

  @Override
  public Values input(Values given) {
    return given;
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    double[] x = operands(a);
    double[] r = new double[x.length];
    Arrays.setAll(r, i -> apply(op, x[i]));
    settling(dtype).run(r, 0, r.length);
    return new Doubles(r);
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    double[] r = new double[size];
    var x = new Rows.Operand<>(DoubleRows.DOUBLES, walk, 1, operands(a));
    var y = new Rows.Operand<>(DoubleRows.DOUBLES, walk, 2, operands(b));
    var z = new Rows.Operand<>(DoubleRows.DOUBLES, walk, 3, operands(c));
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int at = row.at(0);
      int n = row.length();
      x.row(row);
      y.row(row);
      z.row(row);
      for (int i = 0; i < n; i++) {
        r[at + i] = Math.fma(x.cells[x.from + i], y.cells[y.from + i], z.cells[z.from + i]);
      }
    }
    settling(dtype).run(r, 0, size);
    return new Doubles(r);
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    IntegerFormat from = Formats.integer(a.dtype());
    double[] r = new double[a.size()];
    Arrays.setAll(r, i -> from.toReal(a.cells[i], BinaryFormat.FLOAT64));
    return new Doubles(r);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    double[] x = operands(a);
    long[] r = new long[x.length];
    if (dtype.kind() == DType.Kind.BOOL) {
      Arrays.setAll(r, i -> x[i] == 0 ? 0 : 1);
    } else {
      IntegerFormat format = Formats.integer(dtype);
      Arrays.setAll(r, i -> format.saturate(x[i]));
    }
    return new Integers(dtype.scalar(), r);
  }

  @Override
  public Values convert(DType dtype, Values a) {
    if (a instanceof Doubles same) {
      return same;
    }
    float[] x = ((Values.Floats) a).cells;
    double[] r = new double[x.length];
    Arrays.setAll(r, i -> x[i]);
    return new Doubles(r);
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    double[] r = new double[bits.size()];
    Arrays.setAll(r, i -> Double.longBitsToDouble(bits.cells[i]));
    return new Doubles(r);
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    double[] x = cells(a);
    long[] r = new long[x.length];
    Arrays.setAll(r, i -> Double.doubleToRawLongBits(x[i]));
    return new Integers(dtype.scalar(), r);
  }
}
