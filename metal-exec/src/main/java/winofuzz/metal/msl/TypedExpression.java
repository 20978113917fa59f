package winofuzz.metal.msl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression; {@code offset} is where it stands in the source.
 *
 * <p>Implicit conversions are nodes: the operands of an arithmetic node have one type. A
 * <em>place</em> ({@link #isPlace}) can be assigned.
 */
public sealed interface TypedExpression {

  Type type();

  int offset();

  /** What can name a place: a variable, what a pointer points to, or a part of something. */
  sealed interface Access extends TypedExpression {}

  /** An integer or bool constant; unsigned values as their bits, sign-extended to 64. */
  record IntegerLiteral(ScalarType type, long value, int offset) implements TypedExpression {}

  /** A floating constant, already rounded to its type. */
  record FloatLiteral(ScalarType type, float value, int offset) implements TypedExpression {}

  /**
   * A floating constant of a text whose numbers are field elements.
   *
   * @param value what it is taken for
   * @param rounded what Metal makes of it
   * @param text as the program spells it
   */
  record FieldLiteral(Quotient value, Quotient rounded, String text, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return ScalarType.FIELD;
    }
  }

  /** A variable of scalar, vector, pointer or matrix type. */
  record Use(Variable variable, int offset) implements Access {
    @Override
    public Type type() {
      return variable.type();
    }
  }

  /** An array variable or array element as a pointer to its first element. */
  record Decay(Type.Pointer type, TypedExpression array, int offset) implements TypedExpression {}

  record Unary(UnaryOperator operator, Type type, TypedExpression operand, int offset)
      implements TypedExpression {}

  /** Elementwise; comparisons have a bool type. The right operand of a shift keeps its own type. */
  record Binary(
      BinaryOperator operator, Type type, TypedExpression left, TypedExpression right, int offset)
      implements TypedExpression {}

  /** {@code &&} and {@code ||} on bools: the right operand is evaluated only where it counts. */
  record ShortCircuit(boolean and, TypedExpression left, TypedExpression right, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return ScalarType.BOOL;
    }
  }

  /** {@code ?:} on a bool condition: each side is evaluated only where it is chosen. */
  record Conditional(
      Type type,
      TypedExpression condition,
      TypedExpression whenTrue,
      TypedExpression whenFalse,
      int offset)
      implements TypedExpression {}

  /** A change of scalar type, elementwise for a vector of the same size. */
  record Convert(Type type, TypedExpression operand, int offset) implements TypedExpression {}

  /** {@code as_type}: the same bits as another type of the same size. */
  record Reinterpret(Type type, TypedExpression operand, int offset) implements TypedExpression {}

  /** A vector with every component equal to one scalar. */
  record Splat(Type.Vector type, TypedExpression operand, int offset) implements TypedExpression {}

  /** A vector from scalars and shorter vectors of its element type, in order. */
  record Construct(Type.Vector type, List<TypedExpression> parts, int offset)
      implements TypedExpression {}

  /** Components of a vector by number, as {@code v.xyz}. */
  record Swizzle(Type type, TypedExpression vector, List<Integer> components, int offset)
      implements Access {}

  /** A component of a vector by a computed number, as {@code v[i]}. */
  record Component(ScalarType type, TypedExpression vector, TypedExpression index, int offset)
      implements Access {}

  /** {@code m.thread_elements()[i]}: this thread's first or second element of a matrix. */
  record ThreadElement(ScalarType type, TypedExpression matrix, TypedExpression index, int offset)
      implements Access {}

  /** What a pointer points to. */
  record Dereference(Type type, TypedExpression pointer, int offset) implements Access {}

  record AddressOf(Type.Pointer type, TypedExpression place, int offset)
      implements TypedExpression {}

  /** A pointer moved by a number of its targets; the index is of integer type. */
  record PointerAdd(TypedExpression pointer, TypedExpression index, boolean negative, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return pointer.type();
    }
  }

  /** A pointer to the same address with another target type. */
  record PointerCast(Type.Pointer type, TypedExpression pointer, int offset)
      implements TypedExpression {}

  /** {@code place = value}. */
  record Assign(TypedExpression place, TypedExpression value, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return place.type();
    }
  }

  /**
   * {@code place op= operand}: computes {@code (type of place) ((computeType) place op operand)},
   * the place evaluated once. On a pointer the operand counts targets.
   *
   * @param returnsOld whether its value is the place's before (postfix increments)
   */
  record Update(
      BinaryOperator operator,
      TypedExpression place,
      Type computeType,
      TypedExpression operand,
      boolean returnsOld,
      int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return place.type();
    }
  }

  /** Both evaluated, the second is the value. */
  record Comma(TypedExpression first, TypedExpression second, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return second.type();
    }
  }

  record Call(Function function, List<TypedExpression> arguments, int offset)
      implements TypedExpression {
    @Override
    public Type type() {
      return function.returnType();
    }
  }

  /** A function of Metal's library. */
  record LibraryCall(
      LibraryFunction function, Type type, List<TypedExpression> arguments, int offset)
      implements TypedExpression {}

  /** Returns whether it can be assigned. */
  default boolean isPlace() {
    return this instanceof Access access
        && switch (access) {
          case Use _, Dereference _ -> true;
          case Swizzle s -> s.vector().isPlace();
          case Component c -> c.vector().isPlace();
          case ThreadElement e -> e.matrix().isPlace();
        };
  }

  /** Returns the variable that a place is part of, or null when it lies behind a pointer. */
  default @Nullable Variable root() {
    if (!(this instanceof Access access)) {
      return null;
    }
    return switch (access) {
      case Use u -> u.variable();
      case Swizzle s -> s.vector().root();
      case Component c -> c.vector().root();
      case ThreadElement e -> e.matrix().root();
      case Dereference _ -> null;
    };
  }
}
