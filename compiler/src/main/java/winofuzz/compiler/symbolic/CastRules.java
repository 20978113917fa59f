package winofuzz.compiler.symbolic;

import static winofuzz.compiler.rewrite.Pattern.any;
import static winofuzz.compiler.rewrite.Pattern.constant;
import static winofuzz.compiler.rewrite.Pattern.op;

import org.jspecify.annotations.Nullable;
import winofuzz.compiler.rewrite.Match;
import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Rule;
import winofuzz.compiler.rewrite.RuleSet;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Conversions that change nothing, or that can be done in one step or on a narrower type. */
final class CastRules {
  private CastRules() {}

  private static final Pattern TWICE = any("x").cast().named("a").cast().named("b");

  /** Casts that change nothing. */
  static final RuleSet<Object> REDUNDANT =
      RuleSet.of(
          "redundant casts",
          Rule.of(
              "cast-constant",
              "cast c -> its value",
              constant("c").cast(),
              m -> Constants.cast(m.get("c"), m.root().dtype())),
          Rule.of(
              "cast-same",
              "cast x -> x, to its own type",
              op(Op.CAST, Op.BITCAST).srcStarting(any("x")),
              m -> m.root().dtype().equals(m.get("x").dtype()) ? m.get("x") : null),
          Rule.of(
              "cast-back",
              "cast b (cast a x) -> x, if x is of type b and a holds all its values",
              TWICE,
              m ->
                  m.get("x").dtype().equals(m.get("b").dtype())
                          && holdsAll(m.get("b").dtype(), m.get("a").dtype())
                      ? m.get("x")
                      : null));

  /** Casts that can be fewer or narrower. */
  static final RuleSet<Object> NARROWING =
      RuleSet.of(
          "cast folding",
          Rule.of(
              "cast-through-wider-type",
              "cast b (cast a x) -> cast b x, if a holds all values of x's type",
              TWICE,
              m ->
                  holdsAll(m.get("x").dtype(), m.get("a").dtype())
                      ? m.get("x").cast(m.get("b").dtype())
                      : null),
          Rule.of(
              "cast-through-interval",
              "cast b (cast a x) -> cast b x, if a holds x's interval",
              any("x")
                  .dtype(DType::isInteger)
                  .cast()
                  .dtype(DType::isInteger)
                  .named("a")
                  .cast()
                  .named("b"),
              m ->
                  fits(m.get("x"), m.get("a").dtype().kind())
                      ? m.get("x").cast(m.get("b").dtype())
                      : null),
          Rule.of(
              "narrow-to-32-bits",
              "x f y -> cast (cast x f cast y), 64 bits to 32 where all fit",
              op(ConstantRules.ops(Op::isBinary))
                  .src(any("x").dtype(CastRules::isInt64), any("y").dtype(CastRules::isInt64)),
              CastRules::inInt32),
          Rule.of(
              "cast-of-add-constant",
              "cast (x + c) -> cast x + cast c",
              any("x")
                  .dtype(DType::isIndex)
                  .plus(constant("c"))
                  .cast()
                  .dtype(t -> t.isInteger() && !t.isIndex() && !t.kind().isUnsigned()),
              m -> m.get("x").cast(m.root().dtype()).plus(m.get("c").cast(m.root().dtype()))));

  private static boolean isInt64(DType type) {
    return type.kind() == DType.Kind.INT64 && !type.isPointer();
  }

  private static @Nullable UOp inInt32(Match m) {
    UOp x = m.get("x");
    UOp y = m.get("y");
    return fits(m.root(), DType.Kind.INT32)
            && fits(x, DType.Kind.INT32)
            && fits(y, DType.Kind.INT32)
        ? x.cast(DType.INT32).alu(m.root().op(), y.cast(DType.INT32)).cast(m.root().dtype())
        : null;
  }

  private static boolean fits(UOp value, DType.Kind kind) {
    return kind.minValue() <= value.min() && value.max() <= kind.maxValue();
  }

  /** Whether every value of one type is a value of another. Vectors only to themselves. */
  static boolean holdsAll(DType from, DType to) {
    if (from.equals(to) || from.equals(DType.BOOL)) {
      return true;
    }
    if (from.count() != 1 || to.count() != 1 || from.isPointer() || to.isPointer()) {
      return false;
    }
    int bytes = from.kind().bytes();
    boolean unsigned = from.kind().isUnsigned();
    return switch (to.kind()) {
      case INDEX -> from.isInteger();
      case FLOAT64 -> (from.isFloat() || isFixed(from)) && bytes <= 4;
      case FLOAT32 -> (from.isFloat() || isFixed(from)) && bytes <= 2;
      case UINT64, UINT32 -> unsigned && bytes < to.kind().bytes();
      case INT64, INT32, INT16 -> isFixed(from) && bytes < to.kind().bytes();
      case UINT16, UINT8, INT8, BOOL, FLOAT16, BFLOAT16, VOID -> false;
    };
  }

  private static boolean isFixed(DType type) {
    return type.isInteger() && !type.isIndex();
  }
}
