package winofuzz.fuzz.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import winofuzz.compiler.rewrite.PatternInstances;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** What instances of patterns are made of: unknowns, ranges, constants. */
final class DrawnOperands implements PatternInstances.Choice {
  private static final List<DType> TYPES =
      List.of(
          DType.INDEX,
          DType.INDEX,
          DType.BOOL,
          DType.INT32,
          DType.INT64,
          DType.FLOAT32,
          DType.FLOAT16,
          DType.BFLOAT16,
          DType.FLOAT32.vector(2),
          DType.FLOAT32.vector(4),
          DType.INDEX.vector(2),
          DType.BOOL.vector(2),
          DType.VOID);

  /** Elements of a memory. */
  private static final int MEMORY = 64;

  private static final long[] FACTORS = {0, 1, 1, -1, 2, 3, 4, 5, 6, 8, 12, 16, -2, -3, -5};

  private final SplittableRandom random;
  private final OperandKind kind;

  /** Ranges and variables of which others may be made, too. */
  private final List<UOp> earlier = new ArrayList<>();

  /** Conditions that others may be, or their negations. */
  private final List<UOp> conditions = new ArrayList<>();

  private int count;

  DrawnOperands(SplittableRandom random, OperandKind kind) {
    this.random = random;
    this.kind = kind;
  }

  @Override
  public int below(int most) {
    return random.nextInt(most);
  }

  @Override
  public DType type() {
    return TYPES.get(below(TYPES.size()));
  }

  @Override
  public UOp operand(DType type) {
    if (type.equals(DType.VOID)) {
      return statement();
    }
    if (type.isBool() && !conditions.isEmpty() && below(4) == 0) {
      UOp known = conditions.get(below(conditions.size()));
      return below(2) == 0 ? known : known.not();
    }
    if (type.isBool()) {
      conditions.add(drawn(type));
      return conditions.getLast();
    }
    return drawn(type);
  }

  private UOp drawn(DType type) {
    if (type.lanes() > 1 || type.isFloat()) {
      long least = type.isFloat() ? 0 : type.kind().minValue();
      return variable(type, least, type.isFloat() ? 0 : type.kind().maxValue());
    }
    if (kind == OperandKind.EXPRESSION) {
      return below(6) == 0
          ? UOp.of(Op.CONST, type, constant(type))
          : type.isBool() ? condition() : type.isIndex() ? sum() : bounded(type);
    }
    if (type.isBool()) {
      return variable(type, 0, 1);
    }
    DType.Kind of = type.kind();
    return switch (kind) {
      case ANY -> variable(type, of.minValue(), of.maxValue());
      case NOT_NEGATIVE -> variable(type, 0, of.maxValue());
      case NOT_POSITIVE -> variable(type, of.minValue(), 0);
      case BOUNDED, EXPRESSION -> bounded(type);
    };
  }

  private UOp statement() {
    UOp store = place(DType.FLOAT32).store(operand(DType.FLOAT32), List.of());
    return switch (below(3)) {
      case 0 -> UOp.of(Op.NOOP, DType.VOID);
      case 1 -> UOp.sink(store, place(DType.FLOAT32).store(operand(DType.FLOAT32), List.of()));
      default -> store;
    };
  }

  private UOp bounded(DType type) {
    if (type.isIndex() && kind == OperandKind.EXPRESSION) {
      if (!earlier.isEmpty() && below(3) == 0) {
        return earlier.get(below(earlier.size()));
      }
      earlier.add(below(2) == 0 ? range() : small(type));
      return earlier.getLast();
    }
    return type.isIndex() && below(2) == 0 ? range() : small(type);
  }

  private UOp small(DType type) {
    long min = type.kind().isUnsigned() ? 0 : below(4) == 0 ? -below(20) : below(5);
    return variable(type, min, min + below(12));
  }

  private UOp variable(DType type, long min, long max) {
    return UOp.of(Op.DEFINE_VAR, type, new Arg.Variable("v" + count++, min, max));
  }

  @Override
  public UOp range() {
    long size = 1L + below(9);
    return UOp.range(UOp.index(size), new Arg.Axis(100 + count++, AxisType.LOOP, AxisRole.OTHER));
  }

  /** Returns a sum of multiples of ranges and small variables, or a quotient of one. */
  private UOp sum() {
    int terms = 1 + below(3);
    long common = FACTORS[below(FACTORS.length)];
    UOp result = null;
    for (int i = 0; i < terms; i++) {
      UOp term = below(4) == 0 ? partOf(bounded(DType.INDEX)) : bounded(DType.INDEX);
      long factor = below(3) == 0 ? FACTORS[below(FACTORS.length)] : below(2) == 0 ? 1 : common;
      UOp scaled = factor == 1 ? term : term.times(factor);
      result = result == null ? scaled : result.plus(scaled);
    }
    if (result == null) {
      throw new AssertionError("a sum without terms");
    }
    return below(3) == 0 ? result.plus(below(12)) : result;
  }

  private UOp partOf(UOp number) {
    long divisor = 2L + below(6);
    return below(2) == 0 ? number.modulo(divisor) : number.divide(divisor);
  }

  private UOp condition() {
    UOp less = sum().lessThan(below(20) - 2L);
    return switch (below(4)) {
      case 0 -> variable(DType.BOOL, 0, 1);
      case 1 -> less.not();
      case 2 -> less.and(bounded(DType.INDEX).lessThan(below(8)));
      default -> less;
    };
  }

  @Override
  public Arg.Constant constant(DType type) {
    if (type.isBool()) {
      return new Arg.Bool(below(2) == 0);
    }
    if (type.isFloat()) {
      return real();
    }
    long small = FACTORS[below(FACTORS.length)];
    long drawn = below(3) == 0 ? below(64) - 10L : small;
    return new Arg.Int(type.kind().isUnsigned() ? Math.abs(drawn) : drawn);
  }

  private Arg.Constant real() {
    return switch (below(6)) {
      case 0 -> new Arg.Real(Rational.ZERO);
      case 1 -> new Arg.Real(Rational.ONE);
      case 2 -> new Arg.Real(Rational.of(-1));
      default -> new Arg.Real(Rational.of(below(13) - 6, 1 + below(6)));
    };
  }

  @Override
  public UOp place(DType type) {
    Op op = below(4) == 0 ? Op.DEFINE_REGISTER : Op.DEFINE_GLOBAL;
    boolean isRegister = op == Op.DEFINE_REGISTER;
    DType pointer = type.pointer(isRegister ? AddressSpace.REGISTER : AddressSpace.GLOBAL, MEMORY);
    UOp[] before = isRegister ? new UOp[] {UOp.of(Op.NOOP, DType.VOID)} : new UOp[0];
    return UOp.of(op, pointer, new Arg.Slot(below(2)), before).at(range());
  }

  @Override
  public UOp element(DType type) {
    return Unknown.array(below(2), type, MEMORY, 0, 0).node().at(range());
  }

  @Override
  public Arg.MatrixMultiply matrix(DType type) {
    Arg.LaneAxes two = new Arg.LaneAxes(List.of(new Arg.LaneAxis(1, 2)));
    return new Arg.MatrixMultiply(
        8, 8, 8, type.scalar(), type.scalar(), 32, List.of(two, two, two));
  }
}
