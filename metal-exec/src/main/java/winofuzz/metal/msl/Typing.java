package winofuzz.metal.msl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds typed expressions: checks operands and makes conversions explicit.
 *
 * <p>Scalars follow C++: integer promotion, then the usual arithmetic conversions, half with bfloat
 * giving float. Vectors are elementwise without promotion; a scalar beside a vector is converted to
 * its element type.
 */
final class Typing {

  /** Operators in a row that are looked through for bools. */
  private static final int DEEPEST_BOOL = 100;

  /** Every floating type holds all integers up to it. */
  private static final long MOST_EXACT = 1 << 8;

  private final Source source;

  Typing(Source source) {
    this.source = source;
  }

  TypedExpression binary(
      BinaryOperator operator, TypedExpression left, TypedExpression right, int offset) {
    if (left.type() instanceof Type.Pointer || right.type() instanceof Type.Pointer) {
      return pointerArithmetic(operator, left, right, offset);
    }
    requireArithmetic(left, operator.spelling());
    requireArithmetic(right, operator.spelling());
    if (operator.integersOnly()) {
      requireInteger(left, operator.spelling());
      requireInteger(right, operator.spelling());
    }
    if (operator.isShift()) {
      return shift(operator, left, right, offset);
    }
    Type operands = commonType(left, right, operator.spelling(), offset);
    Type result = operator.isComparison() ? operands.withElement(ScalarType.BOOL) : operands;
    return new TypedExpression.Binary(
        operator, result, convert(left, operands), convert(right, operands), offset);
  }

  private TypedExpression shift(
      BinaryOperator operator, TypedExpression left, TypedExpression right, int offset) {
    Type type = left.type();
    if (type instanceof ScalarType scalar) {
      type =
          right.type() instanceof Type.Vector v
              ? new Type.Vector(scalar.promoted(), v.size())
              : scalar.promoted();
    }
    Type count = type.withElement(right.type().scalar().promoted());
    return new TypedExpression.Binary(
        operator, type, convert(left, type), convert(right, count), offset);
  }

  private TypedExpression pointerArithmetic(
      BinaryOperator operator, TypedExpression left, TypedExpression right, int offset) {
    boolean leftPointer = left.type() instanceof Type.Pointer;
    boolean rightPointer = right.type() instanceof Type.Pointer;
    if (leftPointer && rightPointer) {
      throw source.unsupported(offset, "'" + operator.spelling() + "' of two pointers");
    }
    TypedExpression pointer = leftPointer ? left : right;
    TypedExpression index = leftPointer ? right : left;
    boolean negative = operator == BinaryOperator.SUBTRACT;
    if (operator != BinaryOperator.ADD && !(negative && leftPointer)) {
      throw source.malformed(
          offset,
          "operator '%s': expected numbers, found %s and %s"
              .formatted(operator.spelling(), left.type().spelling(), right.type().spelling()));
    }
    return new TypedExpression.PointerAdd(pointer, index(index), negative, offset);
  }

  /** Returns an expression used as an index: any scalar integer, promoted. */
  TypedExpression index(TypedExpression index) {
    if (index.type() instanceof ScalarType scalar && scalar.isInteger()) {
      return convert(index, scalar.promoted());
    }
    throw source.malformed(
        index.offset(), "expected an integer index, found " + index.type().spelling());
  }

  /** Returns the common type of two arithmetic operands. */
  Type commonType(TypedExpression left, TypedExpression right, String what, int offset) {
    Type a = left.type();
    Type b = right.type();
    if (a instanceof Type.Vector v && b instanceof Type.Vector) {
      if (!a.equals(b)) {
        throw source.malformed(
            offset,
            "'%s': expected vectors of one type, found %s and %s"
                .formatted(what, a.spelling(), b.spelling()));
      }
      return v;
    }
    if (a instanceof Type.Vector v) {
      return v;
    }
    if (b instanceof Type.Vector v) {
      return v;
    }
    return ScalarType.common(a.scalar(), b.scalar());
  }

  TypedExpression negate(TypedExpression operand, int offset) {
    requireArithmetic(operand, "-");
    TypedExpression promoted = promote(operand);
    return switch (promoted) {
      case TypedExpression.IntegerLiteral l ->
          new TypedExpression.IntegerLiteral(
              l.type(), ScalarValues.wrap(l.type(), -l.value()), offset);
      case TypedExpression.FloatLiteral l ->
          new TypedExpression.FloatLiteral(l.type(), -l.value(), offset);
      case TypedExpression.FieldLiteral l ->
          new TypedExpression.FieldLiteral(
              l.value().negate(), l.rounded().negate(), "-" + l.text(), offset);
      // Every other expression has no literal value that could take the sign.
      default -> new TypedExpression.Unary(UnaryOperator.NEGATE, promoted.type(), promoted, offset);
    };
  }

  TypedExpression complement(TypedExpression operand, int offset) {
    requireInteger(operand, "~");
    TypedExpression promoted = promote(operand);
    return new TypedExpression.Unary(UnaryOperator.COMPLEMENT, promoted.type(), promoted, offset);
  }

  TypedExpression not(TypedExpression operand, int offset) {
    requireArithmetic(operand, "!");
    Type bool = operand.type().withElement(ScalarType.BOOL);
    return new TypedExpression.Unary(UnaryOperator.NOT, bool, convert(operand, bool), offset);
  }

  /** Unary plus and the operand of the other unary operators: scalars are promoted. */
  TypedExpression promote(TypedExpression operand) {
    requireArithmetic(operand, "+");
    return operand.type() instanceof ScalarType s ? convert(operand, s.promoted()) : operand;
  }

  TypedExpression condition(TypedExpression operand) {
    if (operand.type() instanceof ScalarType) {
      return convert(operand, ScalarType.BOOL);
    }
    throw source.malformed(
        operand.offset(), "expected a scalar condition, found " + operand.type().spelling());
  }

  TypedExpression conditional(
      TypedExpression condition, TypedExpression yes, TypedExpression no, int offset) {
    if (condition.type() instanceof Type.Vector) {
      throw source.unsupported(offset, "'?:' on a vector condition");
    }
    Type type = yes.type();
    if (!type.equals(no.type())) {
      if (!type.isArithmetic() || !no.type().isArithmetic()) {
        throw source.malformed(
            offset,
            "'?:': expected two values of one type, found %s and %s"
                .formatted(type.spelling(), no.type().spelling()));
      }
      type = commonType(yes, no, "?:", offset);
    }
    return new TypedExpression.Conditional(
        type, condition(condition), convert(yes, type), convert(no, type), offset);
  }

  /**
   * Converts an expression as an initializer or argument is: between arithmetic scalars, from a
   * scalar to every component of a vector, from a pointer to one that promises less.
   */
  TypedExpression implicit(TypedExpression value, Type type, String what) {
    if (value.type().equals(type)) {
      return value;
    }
    if (type instanceof ScalarType && value.type() instanceof ScalarType) {
      return convert(value, type);
    }
    if (type instanceof Type.Vector && value.type() instanceof ScalarType) {
      return convert(value, type);
    }
    if (type instanceof Type.Pointer to
        && value.type() instanceof Type.Pointer from
        && to.space() == from.space()
        && to.target().equals(from.target())
        && (to.readOnly() || !from.readOnly())) {
      return value;
    }
    throw source.malformed(
        value.offset(),
        "%s: expected %s, found %s".formatted(what, type.spelling(), value.type().spelling()));
  }

  /** Casts between arithmetic types, also each component of a vector. */
  TypedExpression cast(TypedExpression value, Type type, int offset) {
    Type from = value.type();
    if (from.equals(type)) {
      return value;
    }
    if (type instanceof Type.Pointer to && from instanceof Type.Pointer pointer) {
      if (to.space() != pointer.space()) {
        throw source.malformed(
            offset,
            "cast: expected a %s pointer, found %s"
                .formatted(to.space().spelling(), from.spelling()));
      }
      return new TypedExpression.PointerCast(to, value, offset);
    }
    boolean sameShape = from.isArithmetic() && from.components() == type.components();
    if (type.isArithmetic() && (sameShape || from instanceof ScalarType)) {
      return convert(value, type);
    }
    throw source.malformed(
        offset, "cannot cast %s to %s".formatted(from.spelling(), type.spelling()));
  }

  /** Converts an arithmetic value, which is known to be allowed. */
  TypedExpression convert(TypedExpression value, Type type) {
    if (value.type().equals(type)) {
      return value;
    }
    if (type instanceof Type.Vector vector && value.type() instanceof ScalarType) {
      return new TypedExpression.Splat(vector, convert(value, vector.element()), value.offset());
    }
    if (type instanceof ScalarType to) {
      TypedExpression folded = fold(value, to);
      if (folded != null) {
        return folded;
      }
      if (to == ScalarType.BOOL) {
        TypedExpression bool = asBool(value, DEEPEST_BOOL);
        if (bool != null) {
          return bool;
        }
      }
    }
    return new TypedExpression.Convert(type, value, value.offset());
  }

  private static @Nullable TypedExpression fold(TypedExpression value, ScalarType to) {
    if (value instanceof TypedExpression.IntegerLiteral literal) {
      if (to.isInteger()) {
        return new TypedExpression.IntegerLiteral(
            to, ScalarValues.wrap(to, literal.value()), literal.offset());
      }
      if (to == ScalarType.FIELD) {
        Quotient integer = Quotient.of(integer(literal));
        return new TypedExpression.FieldLiteral(
            integer, integer, integer.toString(), literal.offset());
      }
      long least = literal.type().isUnsigned() ? 0 : -MOST_EXACT;
      if (literal.value() >= least && literal.value() <= MOST_EXACT) {
        return new TypedExpression.FloatLiteral(to, literal.value(), literal.offset());
      }
    }
    if (value instanceof TypedExpression.FloatLiteral literal && to.isFloating()) {
      return new TypedExpression.FloatLiteral(
          to, ScalarValues.round(to, literal.value()), literal.offset());
    }
    return null;
  }

  private static BigInteger integer(TypedExpression.IntegerLiteral literal) {
    long value = ScalarValues.wrap(literal.type(), literal.value());
    return literal.type().isUnsigned()
        ? new BigInteger(Long.toUnsignedString(value))
        : BigInteger.valueOf(value);
  }

  /** {@code (bool)(a & b)} of two bools, computed on the bools themselves; null for others. */
  private static @Nullable TypedExpression asBool(TypedExpression value, int depth) {
    return switch (value) {
      case TypedExpression.Convert c when c.operand().type() == ScalarType.BOOL -> c.operand();
      case TypedExpression.Binary b
          when depth > 0
              && (b.operator() == BinaryOperator.AND
                  || b.operator() == BinaryOperator.OR
                  || b.operator() == BinaryOperator.XOR) -> {
        TypedExpression left = asBool(b.left(), depth - 1);
        TypedExpression right = left == null ? null : asBool(b.right(), depth - 1);
        yield left == null || right == null
            ? null
            : new TypedExpression.Binary(b.operator(), ScalarType.BOOL, left, right, b.offset());
      }
      // Every other expression is no bool that was converted to an integer.
      default -> null;
    };
  }

  /** {@code type(parts..)}: a vector from scalars and vectors that together fill it. */
  TypedExpression construct(Type type, List<TypedExpression> parts, int offset) {
    if (parts.size() == 1) {
      return cast(parts.get(0), type, offset);
    }
    if (!(type instanceof Type.Vector vector)) {
      throw source.malformed(
          offset, "%s(..): expected 1 value, found %d".formatted(type.spelling(), parts.size()));
    }
    List<TypedExpression> converted = new ArrayList<>(parts.size());
    int components = 0;
    for (TypedExpression part : parts) {
      requireArithmetic(part, vector.spelling());
      components += part.type().components();
      converted.add(convert(part, part.type().withElement(vector.element())));
    }
    if (components != vector.size()) {
      throw source.malformed(
          offset,
          "%s(..): expected %d components, found %d"
              .formatted(vector.spelling(), vector.size(), components));
    }
    return new TypedExpression.Construct(vector, List.copyOf(converted), offset);
  }

  TypedExpression reinterpret(Type type, TypedExpression value, int offset) {
    Type from = value.type();
    boolean sizes =
        type.isArithmetic()
            && from.isArithmetic()
            && (type.scalar() == ScalarType.FIELD
                || from.scalar() == ScalarType.FIELD
                || type.stride() * type.scalar().bytes() == from.stride() * from.scalar().bytes());
    if (!sizes) {
      throw source.malformed(
          offset,
          "as_type: expected a value as large as %s, found %s"
              .formatted(type.spelling(), from.spelling()));
    }
    if (type.components() != from.components()) {
      throw source.unsupported(offset, "as_type between different numbers of components");
    }
    return new TypedExpression.Reinterpret(type, value, offset);
  }

  void requireArithmetic(TypedExpression operand, String what) {
    if (!operand.type().isArithmetic()) {
      throw source.malformed(
          operand.offset(),
          "'%s': expected a number, found %s".formatted(what, operand.type().spelling()));
    }
  }

  void requireInteger(TypedExpression operand, String what) {
    if (!operand.type().isArithmetic() || !operand.type().scalar().isInteger()) {
      throw source.malformed(
          operand.offset(),
          "'%s': expected an integer, found %s".formatted(what, operand.type().spelling()));
    }
  }
}
