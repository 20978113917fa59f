package winofuzz.compiler.symbolic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.number.Rational;

/** Constants as nodes and as values: making them, converting them, taking them apart. */
final class Constants {
  private Constants() {}

  /** Returns a constant with a value for each lane; a CONST if all are equal, else a VCONST. */
  static UOp of(DType dtype, List<Arg.Constant> lanes) {
    Arg.Constant first = lanes.getFirst();
    return lanes.size() == 1 || lanes.stream().allMatch(first::equals)
        ? UOp.of(Op.CONST, dtype, first)
        : UOp.of(Op.VCONST, dtype, new Arg.Constants(lanes));
  }

  static boolean isConstant(UOp node) {
    return node.is(Op.CONST) || node.is(Op.VCONST);
  }

  /** Returns the value of a constant in one lane. */
  static Arg.Constant lane(UOp constant, int lane) {
    return constant.arg() instanceof Arg.Constants(List<Arg.Constant> values)
        ? values.get(lane)
        : (Arg.Constant) constant.arg();
  }

  /**
   * Returns a constant whose lanes are worth their exact values, rounded once; null if they are
   * already.
   */
  static @Nullable UOp roundedOnce(UOp constant) {
    int lanes = constant.is(Op.VCONST) ? constant.dtype().count() : 1;
    List<Arg.Constant> exact = new ArrayList<>(lanes);
    boolean changed = false;
    for (int i = 0; i < lanes; i++) {
      Arg.Constant value = lane(constant, i);
      boolean computed = value instanceof Arg.Real real && real.computed() != null;
      exact.add(computed ? new Arg.Real(((Arg.Real) value).value()) : value);
      changed |= computed;
    }
    return changed ? of(constant.dtype(), exact) : null;
  }

  /** Returns a constant converted to a type, or null if a lane's value has no counterpart there. */
  static @Nullable UOp cast(UOp constant, DType to) {
    int lanes = constant.is(Op.VCONST) ? to.count() : 1;
    List<Arg.Constant> values = new ArrayList<>(lanes);
    for (int i = 0; i < lanes; i++) {
      Arg.Constant value =
          convert(Rounding.converted(lane(constant, i), constant.dtype(), to), to.kind());
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return of(to, values);
  }

  /**
   * Returns the value as one of a kind: to bool, whether it is not zero; to integers, rounded
   * toward zero and then wrapped; to floating point, exactly, for rounding is left to evaluation.
   * Null where that is not defined.
   */
  static Arg.@Nullable Constant convert(Arg.Constant value, DType.Kind kind) {
    return switch (value) {
      case Arg.Invalid invalid -> invalid;
      case Arg.Bool b -> ofInteger(b.value() ? 1 : 0, kind);
      case Arg.Int i -> ofInteger(i.value(), kind);
      case Arg.Real r -> kind.isFloat() ? r : ofReal(r.value(), kind);
      case Arg.Special s -> ofSpecial(s, kind);
    };
  }

  private static Arg.@Nullable Constant ofReal(Rational value, DType.Kind kind) {
    if (kind == DType.Kind.BOOL) {
      return new Arg.Bool(value.signum() != 0);
    }
    BigInteger truncated = value.truncate();
    return truncated.bitLength() < Long.SIZE ? ofInteger(truncated.longValue(), kind) : null;
  }

  private static Arg.@Nullable Constant ofSpecial(Arg.Special value, DType.Kind kind) {
    if (kind.isFloat()) {
      return value;
    }
    if (value == Arg.Special.NEGATIVE_ZERO) {
      return ofInteger(0, kind);
    }
    return kind == DType.Kind.BOOL ? new Arg.Bool(true) : null;
  }

  /**
   * Returns an integer as a value of a kind, wrapped to its width. Null for unsigned 64-bit values
   * past 63 bits, which no argument holds.
   */
  static Arg.@Nullable Constant ofInteger(long value, DType.Kind kind) {
    return switch (kind) {
      case BOOL -> new Arg.Bool(value != 0);
      case INT8 -> new Arg.Int((byte) value);
      case UINT8 -> new Arg.Int(value & 0xFF);
      case INT16 -> new Arg.Int((short) value);
      case UINT16 -> new Arg.Int(value & 0xFFFF);
      case INT32 -> new Arg.Int((int) value);
      case UINT32 -> new Arg.Int(value & 0xFFFF_FFFFL);
      case INT64, INDEX -> new Arg.Int(value);
      case UINT64 -> value < 0 ? null : new Arg.Int(value);
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> new Arg.Real(Rational.of(value));
      case VOID -> null;
    };
  }
}
