package winofuzz.ir;

/**
 * Bounds of an integer or boolean node: each of its values lies in {@code [min, max]}.
 *
 * <p>Interval arithmetic after Moore. Bounds saturate at the range of {@code long}; false is 0 and
 * true is 1. A node of a floating-point type has the widest interval, unless it is a constant with
 * an integral value.
 *
 * @param min smallest value
 * @param max largest value, not below {@code min}
 */
public record Interval(long min, long max) {
  static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Interval BOOLEAN = new Interval(0, 1);

  public boolean isConstant() {
    return min == max;
  }

  static Interval of(Op op, DType dtype, UOp[] src, Arg arg) {
    if (op == Op.CONST) {
      return ofConstant(dtype, (Arg.Constant) arg);
    }
    if (dtype.kind().isFloat() || dtype.isPointer() || dtype.kind() == DType.Kind.VOID) {
      return op == Op.GEP ? src[0].bounds() : ALL;
    }
    if (op.scalar() instanceof ScalarOp.Binary binary) {
      return ofBinary(binary, dtype, src[0].bounds(), src[1].bounds());
    }
    if (op.scalar() instanceof ScalarOp.Comparison comparison) {
      return ofComparison(comparison, src[0].bounds(), src[1].bounds());
    }
    return switch (op) {
      case WHERE -> dtype.isInteger() ? src[1].bounds().union(src[2].bounds()) : ofType(dtype);
      case RANGE, SPECIAL -> new Interval(0, Math.max(0, src[0].bounds().max - 1));
      case DEFINE_VAR -> {
        Arg.Variable v = (Arg.Variable) arg;
        yield new Interval(v.min(), v.max());
      }
      case UNROLL, VECTORIZE -> unionOf(src, dtype);
      case VCONST -> ofConstants(dtype, (Arg.Constants) arg);
      case GEP -> src[0].bounds();
      case CAST -> ofCast(dtype, src[0]);
      // Of every other operation nothing narrower is known, and the bounds of the type hold.
      default -> ofType(dtype);
    };
  }

  private static Interval ofType(DType dtype) {
    return dtype.kind() == DType.Kind.BOOL
        ? BOOLEAN
        : new Interval(dtype.kind().minValue(), dtype.kind().maxValue());
  }

  private static Interval ofConstant(DType dtype, Arg.Constant constant) {
    return switch (constant) {
      case Arg.Int i -> new Interval(i.value(), i.value());
      case Arg.Bool b -> b.value() ? new Interval(1, 1) : new Interval(0, 0);
      case Arg.Real r ->
          r.value().isInteger() && r.value().numerator().bitLength() < 63
              ? new Interval(r.value().numerator().longValue(), r.value().numerator().longValue())
              : ALL;
      case Arg.Special ignored -> ALL;
      case Arg.Invalid ignored -> ofType(dtype);
    };
  }

  private static Interval ofConstants(DType dtype, Arg.Constants constants) {
    Interval result = null;
    for (Arg.Constant c : constants.values()) {
      Interval one = ofConstant(dtype, c);
      result = result == null ? one : result.union(one);
    }
    return result == null ? ofType(dtype) : result;
  }

  private static Interval unionOf(UOp[] src, DType dtype) {
    Interval result = null;
    for (UOp s : src) {
      result = result == null ? s.bounds() : result.union(s.bounds());
    }
    return result == null ? ofType(dtype) : result;
  }

  private static Interval ofCast(DType dtype, UOp source) {
    if (dtype.kind() == DType.Kind.BOOL || dtype.kind().isUnsigned()) {
      return ofType(dtype);
    }
    Interval type = ofType(dtype);
    Interval from = source.bounds();
    long min = Math.max(type.min, from.min);
    long max = Math.min(type.max, from.max);
    return min <= max ? new Interval(min, max) : type;
  }

  private static Interval ofBinary(ScalarOp.Binary op, DType dtype, Interval a, Interval b) {
    return switch (op) {
      case ADD -> new Interval(add(a.min, b.min), add(a.max, b.max));
      case SUB -> new Interval(subtract(a.min, b.max), subtract(a.max, b.min));
      case MUL -> corners(a, b, Interval::multiply);
      case MAX -> new Interval(Math.max(a.min, b.min), Math.max(a.max, b.max));
      case MOD -> modulo(a, b, dtype);
      case IDIV -> (b.min > 0 || b.max < 0) ? corners(a, b, Interval::divide) : ofType(dtype);
      case SHL ->
          b.isConstant() && b.min >= 0 && b.min < 63
              ? new Interval(multiply(a.min, 1L << b.min), multiply(a.max, 1L << b.min))
              : ofType(dtype);
      case SHR ->
          b.isConstant() && b.min >= 0 && b.min < 64
              ? new Interval(a.min >> b.min, a.max >> b.min)
              : ofType(dtype);
      case OR -> dtype.isBool() ? new Interval(a.min | b.min, a.max | b.max) : ofType(dtype);
      case AND -> {
        if (dtype.isBool()) {
          yield new Interval(a.min & b.min, a.max & b.max);
        }
        yield b.isConstant() && a.min >= 0 && b.min >= 0
            ? new Interval(0, Math.min(a.max, b.max))
            : ofType(dtype);
      }
      case XOR, FDIV, POW -> ofType(dtype);
    };
  }

  private static Interval ofComparison(ScalarOp.Comparison op, Interval a, Interval b) {
    return switch (op) {
      case CMPLT -> truth(a.max < b.min, a.min < b.max);
      case CMPNE -> truth(a.max < b.min || b.max < a.min, !(a.isConstant() && a.equals(b)));
      case CMPEQ -> BOOLEAN;
    };
  }

  private static Interval truth(boolean always, boolean sometimes) {
    return new Interval(always ? 1 : 0, sometimes ? 1 : 0);
  }

  /** The remainder has the sign of the dividend, as C defines it. */
  private static Interval modulo(Interval a, Interval b, DType dtype) {
    if (b.min <= 0 && b.max >= 0) {
      return ofType(dtype);
    }
    long limit = subtract(b.min > 0 ? b.max : multiply(b.min, -1), 1);
    return a.min >= 0 ? new Interval(0, limit) : new Interval(-limit, a.max <= 0 ? 0 : limit);
  }

  private Interval union(Interval other) {
    return new Interval(Math.min(min, other.min), Math.max(max, other.max));
  }

  @FunctionalInterface
  private interface LongOperation {
    long apply(long a, long b);
  }

  private static Interval corners(Interval a, Interval b, LongOperation f) {
    long p = f.apply(a.min, b.min);
    long q = f.apply(a.min, b.max);
    long r = f.apply(a.max, b.min);
    long s = f.apply(a.max, b.max);
    return new Interval(
        Math.min(Math.min(p, q), Math.min(r, s)), Math.max(Math.max(p, q), Math.max(r, s)));
  }

  private static long add(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  private static long subtract(long a, long b) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) < 0
        ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
        : difference;
  }

  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      return low;
    }
    return (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  private static long divide(long a, long b) {
    return a == Long.MIN_VALUE && b == -1 ? Long.MAX_VALUE : a / b;
  }
}
