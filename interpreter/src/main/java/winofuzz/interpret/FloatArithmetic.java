package winofuzz.interpret;

import java.util.Arrays;
import winofuzz.interpret.Values.Floats;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.DType;
import winofuzz.ir.ScalarOp;
import winofuzz.number.BinaryFormat;
import winofuzz.number.IntegerFormat;
import winofuzz.number.NumericProfile;
import winofuzz.number.RealMath;

/** Arithmetic of float32, float16 and bfloat16, each held in floats. */
final class FloatArithmetic extends RoundedArithmetic<float[]> {
  private final NumericProfile profile;

  FloatArithmetic(NumericProfile profile) {
    super(FloatRows.FLOATS);
    this.profile = profile;
  }

  @Override
  float[] cells(Values values) {
    return ((Floats) values).cells;
  }

  @Override
  float[] operands(Values values) {
    float[] cells = cells(values);
    BinaryFormat format = Formats.real(values.dtype());
    if (!profile.flushes(format)) {
      return cells;
    }
    float least = (float) format.minNormal();
    for (float cell : cells) {
      if (cell != 0 && Math.abs(cell) < least) {
        float[] r = cells.clone();
        flush(least, r, 0, r.length);
        return r;
      }
    }
    return cells;
  }

  /** Zeros of the same sign in place of numbers below some magnitude. */
  private static void flush(float least, float[] r, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (Math.abs(r[i]) < least) {
        r[i] = Math.copySign(0f, r[i]);
      }
    }
  }

  @Override
  Values of(DType dtype, float[] cells) {
    return new Floats(dtype.scalar(), cells);
  }

  @Override
  float[] filled(int size, double value) {
    float[] r = new float[size];
    if (value != 0 || 1 / value < 0) {
      Arrays.fill(r, (float) value);
    }
    return r;
  }

  @Override
  Rows.Kernel<float[]> kernel(ScalarOp.Binary op, DType dtype) {
    return switch (op) {
      case ADD -> FloatRows::add;
      case SUB -> FloatRows::subtract;
      case MUL -> FloatRows::multiply;
      case FDIV -> FloatRows::divide;
      case MAX -> FloatRows::max;
      case POW -> {
        BinaryFormat format = Formats.real(dtype);
        yield (r, ri, a, ai, b, bi, n) -> {
          for (int i = 0; i < n; i++) {
            r[ri + i] = (float) format.round(StrictMath.pow(a[ai + i], b[bi + i]));
          }
        };
      }
      case SHL, SHR, IDIV, MOD, XOR, OR, AND -> throw notOfReals(op);
    };
  }

  @Override
  Rows.Comparison<float[]> comparison(ScalarOp.Comparison op) {
    return switch (op) {
      case CMPLT -> FloatRows::less;
      case CMPNE -> FloatRows::notEqual;
      case CMPEQ -> FloatRows::equal;
    };
  }

  @Override
  Rows.Settling<float[]> settling(DType dtype) {
    BinaryFormat format = Formats.real(dtype);
    Rows.Settling<float[]> rounding = rounding(format);
    if (!profile.flushes(format)) {
      return rounding;
    }
    float least = (float) format.minNormal();
    return (r, from, n) -> {
      rounding.run(r, from, n);
      flush(least, r, from, n);
    };
  }

  private static Rows.Settling<float[]> rounding(BinaryFormat format) {
    return switch (format) {
      case FLOAT16 ->
          (r, from, n) -> {
            for (int i = from; i < from + n; i++) {
              r[i] = RealMath.roundToFloat16(r[i]);
            }
          };
      case BFLOAT16 ->
          (r, from, n) -> {
            for (int i = from; i < from + n; i++) {
              r[i] = RealMath.roundToBfloat16(r[i]);
            }
          };
      case FLOAT32 -> (r, from, n) -> {};
      case FLOAT64 -> throw notInFloats();
    };
  }

  private static AssertionError notInFloats() {
    return new AssertionError("float64 is computed in doubles");
  }

  @Override
  public Values input(Values given) {
    return given;
  }

  @Override
  public Values unary(ScalarOp.Unary op, DType dtype, Values a) {
    float[] x = operands(a);
    float[] r = new float[x.length];
    switch (op) {
      case NEG -> {
        for (int i = 0; i < r.length; i++) {
          r[i] = -x[i];
        }
      }
      case RECIP -> {
        for (int i = 0; i < r.length; i++) {
          r[i] = 1 / x[i];
        }
      }
      // A double's square root rounded to float is the float's square root (Figueroa, 1995).
      case SQRT -> {
        for (int i = 0; i < r.length; i++) {
          r[i] = (float) Math.sqrt(x[i]);
        }
      }
      case EXP2, LOG2, SIN, TRUNC -> {
        BinaryFormat format = Formats.real(dtype);
        for (int i = 0; i < r.length; i++) {
          r[i] = (float) format.round(DoubleArithmetic.apply(op, x[i]));
        }
      }
    }
    settling(dtype).run(r, 0, r.length);
    return of(dtype, r);
  }

  @Override
  public Values multiplyAdd(DType dtype, int size, Walk walk, Values a, Values b, Values c) {
    float[] r = new float[size];
    BinaryFormat format = Formats.real(dtype);
    boolean wide = dtype.kind() == DType.Kind.FLOAT32;
    var x = new Rows.Operand<>(FloatRows.FLOATS, walk, 1, operands(a));
    var y = new Rows.Operand<>(FloatRows.FLOATS, walk, 2, operands(b));
    var z = new Rows.Operand<>(FloatRows.FLOATS, walk, 3, operands(c));
    for (Walk.Cursor row = walk.cursor(); row.next(); ) {
      int at = row.at(0);
      int n = row.length();
      x.row(row);
      y.row(row);
      z.row(row);
      for (int i = 0; i < n; i++) {
        float p = x.cells[x.from + i];
        float q = y.cells[y.from + i];
        float s = z.cells[z.from + i];
        r[at + i] = wide ? Math.fma(p, q, s) : (float) RealMath.multiplyAdd(format, p, q, s);
      }
    }
    settling(dtype).run(r, 0, size);
    return of(dtype, r);
  }

  @Override
  public Values fromIntegers(DType dtype, Integers a) {
    IntegerFormat from = Formats.integer(a.dtype());
    BinaryFormat to = Formats.real(dtype);
    float[] r = new float[a.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = (float) from.toReal(a.cells[i], to);
    }
    return of(dtype, r);
  }

  @Override
  public Integers toIntegers(DType dtype, Values a) {
    float[] x = operands(a);
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
    float[] r;
    if (a instanceof Values.Doubles wide) {
      BinaryFormat format = Formats.real(dtype);
      r = new float[wide.size()];
      for (int i = 0; i < r.length; i++) {
        r[i] = (float) format.round(wide.cells[i]);
      }
      settling(dtype).run(r, 0, r.length);
    } else {
      r = cells(a).clone();
      settling(dtype).run(r, 0, r.length);
    }
    return of(dtype, r);
  }

  @Override
  public Values fromBits(DType dtype, Integers bits) {
    BinaryFormat format = Formats.real(dtype);
    float[] r = new float[bits.size()];
    for (int i = 0; i < r.length; i++) {
      int cell = (int) bits.cells[i];
      r[i] =
          switch (format) {
            case FLOAT16 -> Float.float16ToFloat((short) cell);
            case BFLOAT16 -> Float.intBitsToFloat(cell << 16);
            case FLOAT32 -> Float.intBitsToFloat(cell);
            case FLOAT64 -> throw notInFloats();
          };
    }
    return of(dtype, r);
  }

  @Override
  public Integers toBits(DType dtype, Values a) {
    BinaryFormat format = Formats.real(a.dtype());
    float[] x = cells(a);
    long[] r = new long[x.length];
    for (int i = 0; i < r.length; i++) {
      r[i] =
          switch (format) {
            case FLOAT16 -> Float.floatToFloat16(x[i]);
            case BFLOAT16 -> Float.floatToRawIntBits(x[i]) >> 16;
            case FLOAT32 -> Float.floatToRawIntBits(x[i]);
            case FLOAT64 -> throw notInFloats();
          };
    }
    LongRows.wrapping(Formats.integer(dtype)).run(r, 0, r.length);
    return new Integers(dtype.scalar(), r);
  }
}
