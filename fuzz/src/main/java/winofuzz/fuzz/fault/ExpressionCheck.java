package winofuzz.fuzz.fault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.TypedExpression;
import winofuzz.metal.msl.UnaryOperator;
import winofuzz.metal.msl.Variable;

/**
 * Compares typed expressions of a text with the instructions that they are written for: the same
 * operations on the same operands, of the same types, with the same constants.
 */
final class ExpressionCheck {
  private final Map<UOp, Variable> variables = new HashMap<>();

  /** Takes in that a variable has the value of an instruction. */
  void name(UOp node, Variable variable) {
    variables.put(node, variable);
  }

  /** Returns the first difference between an expression and an instruction; empty if none. */
  Optional<Mismatch> compare(TypedExpression given, UOp node) {
    TypedExpression expression = plain(given, node);
    Variable variable = variables.get(node);
    if (variable != null) {
      return names(expression, variable)
          ? Optional.empty()
          : Optional.of(Mismatch.computes(node, "it does not use " + variable.name()));
    }
    if (!node.dtype().isPointer()
        && !node.is(Op.CONST)
        && node.dtype().isFloat()
        && !MetalValues.isOf(expression.type(), node.dtype())) {
      return Optional.of(Mismatch.computes(node, "its type is " + expression.type().spelling()));
    }
    return byOperation(expression, node);
  }

  /** Whether an expression is what an instruction says, or has that as a part of an operation. */
  boolean contains(TypedExpression expression, UOp node) {
    return compare(expression, node).isEmpty()
        || operands(expression).stream().anyMatch(operand -> contains(operand, node));
  }

  private static List<TypedExpression> operands(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.Unary unary -> List.of(unary.operand());
      case TypedExpression.Binary binary -> List.of(binary.left(), binary.right());
      case TypedExpression.Conditional choice -> List.of(choice.whenTrue(), choice.whenFalse());
      case TypedExpression.Convert convert -> List.of(convert.operand());
      case TypedExpression.Reinterpret reinterpret -> List.of(reinterpret.operand());
      case TypedExpression.LibraryCall call -> call.arguments();
      // What else there is does not change one number.
      default -> List.of();
    };
  }

  /** Returns an integer without the changes of type that an expression of integers implies. */
  private static TypedExpression plain(TypedExpression given, UOp node) {
    TypedExpression result = given;
    while (!node.dtype().isFloat()
        && !node.dtype().isPointer()
        && result instanceof TypedExpression.Convert convert
        && convert.operand().type().isArithmetic()
        && convert.operand().type().scalar().isInteger()) {
      result = convert.operand();
    }
    return result;
  }

  private static boolean names(TypedExpression expression, Variable variable) {
    return switch (expression) {
      case TypedExpression.Use use -> use.variable().equals(variable);
      case TypedExpression.Decay decay -> names(decay.array(), variable);
      // Nothing else is a name.
      default -> false;
    };
  }

  private Optional<Mismatch> byOperation(TypedExpression expression, UOp node) {
    return switch (node.op()) {
      case CONST -> constant(expression, node);
      case INDEX -> pointer(expression, node);
      case LOAD -> load(expression, node);
      case GEP -> element(expression, node);
      case CAST -> cast(expression, node);
      case BITCAST ->
          expression instanceof TypedExpression.Reinterpret r
              ? compare(r.operand(), node.src(0))
              : other(expression, node);
      case VECTORIZE ->
          expression instanceof TypedExpression.Construct c
              ? all(c.parts(), expression, node)
              : other(expression, node);
      case WMMA ->
          expression instanceof TypedExpression.Call call
              ? all(call.arguments(), expression, node)
              : other(expression, node);
      case EXP2, LOG2, SIN, SQRT, TRUNC ->
          expression instanceof TypedExpression.LibraryCall call
              ? all(call.arguments(), expression, node)
              : other(expression, node);
      case NEG ->
          expression instanceof TypedExpression.Unary u && u.operator() == UnaryOperator.NEGATE
              ? compare(u.operand(), node.src(0))
              : other(expression, node);
      case RECIP -> reciprocal(expression, node);
      case WHERE ->
          expression instanceof TypedExpression.Conditional c
              ? all(List.of(c.condition(), c.whenTrue(), c.whenFalse()), expression, node)
              : other(expression, node);
      // All others are operations on two numbers, or none of Metal.
      default -> binary(expression, node);
    };
  }

  private static Optional<Mismatch> other(TypedExpression expression, UOp node) {
    return Optional.of(
        Mismatch.computes(node, "it is no " + node.op() + " but " + described(expression)));
  }

  private static String described(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.Binary binary -> "an operation " + binary.operator().spelling();
      case TypedExpression.Use use -> "the variable " + use.variable().name();
      // What else it is, the line shows.
      default -> "another expression";
    };
  }

  private Optional<Mismatch> constant(TypedExpression expression, UOp node) {
    OptionalDouble found = MetalValues.number(expression);
    if (found.isEmpty()) {
      return other(expression, node);
    }
    double expected = MetalValues.constant(node);
    boolean isSame = Double.compare(expected, found.getAsDouble()) == 0;
    return isSame
        ? Optional.empty()
        : Optional.of(
            Mismatch.computes(
                node,
                "it has the constant %s in place of %s"
                    .formatted(text(found.getAsDouble(), node), text(expected, node))));
  }

  private static String text(double value, UOp constant) {
    return constant.dtype().isFloat() ? Float.toString((float) value) : Long.toString((long) value);
  }

  /** Compares the operands of an instruction in order. */
  private Optional<Mismatch> all(List<TypedExpression> given, TypedExpression whole, UOp node) {
    if (given.size() != node.arity()) {
      return other(whole, node);
    }
    for (int i = 0; i < given.size(); i++) {
      Optional<Mismatch> mismatch = compare(given.get(i), node.src(i));
      if (mismatch.isPresent()) {
        return mismatch;
      }
    }
    return Optional.empty();
  }

  private Optional<Mismatch> binary(TypedExpression expression, UOp node) {
    if (node.is(Op.CMPNE)
        && expression instanceof TypedExpression.Unary not
        && not.operator() == UnaryOperator.NOT
        && node.src(1).isConst(1)) {
      return compare(not.operand(), node.src(0));
    }
    return expression instanceof TypedExpression.Binary binary
            && binary.operator() == operator(node.op())
        ? all(List.of(binary.left(), binary.right()), expression, node)
        : other(expression, node);
  }

  /** Returns the operator that an operation on two numbers is written with; null for others. */
  private static @Nullable BinaryOperator operator(Op op) {
    return switch (op) {
      case ADD -> BinaryOperator.ADD;
      case SUB -> BinaryOperator.SUBTRACT;
      case MUL -> BinaryOperator.MULTIPLY;
      case FDIV, IDIV -> BinaryOperator.DIVIDE;
      case MOD -> BinaryOperator.REMAINDER;
      case SHL -> BinaryOperator.SHIFT_LEFT;
      case SHR -> BinaryOperator.SHIFT_RIGHT;
      case AND -> BinaryOperator.AND;
      case OR -> BinaryOperator.OR;
      case XOR -> BinaryOperator.XOR;
      case CMPLT -> BinaryOperator.LESS;
      case CMPEQ -> BinaryOperator.EQUAL;
      case CMPNE -> BinaryOperator.NOT_EQUAL;
      // No other operation has an operator.
      default -> null;
    };
  }

  private Optional<Mismatch> reciprocal(TypedExpression expression, UOp node) {
    return expression instanceof TypedExpression.Binary binary
            && binary.operator() == BinaryOperator.DIVIDE
            && MetalValues.number(binary.left()).equals(OptionalDouble.of(1))
        ? compare(binary.right(), node.src(0))
        : other(expression, node);
  }

  private Optional<Mismatch> cast(TypedExpression expression, UOp node) {
    if (node.dtype().isPointer()) {
      return expression instanceof TypedExpression.PointerCast cast
              && MetalValues.isOf(cast.type().target(), node.dtype().pointee())
          ? compare(cast.pointer(), node.src(0))
          : other(expression, node);
    }
    if (expression instanceof TypedExpression.Convert convert
        && MetalValues.isOf(convert.type(), node.dtype())) {
      return compare(convert.operand(), node.src(0));
    }
    // Between integers, and of a value to its own type, a cast is nothing.
    return compare(expression, node.src(0));
  }

  private Optional<Mismatch> element(TypedExpression expression, UOp node) {
    int lane = ((Arg.Lanes) node.arg()).lanes().getFirst();
    return switch (expression) {
      case TypedExpression.Swizzle s when s.components().equals(List.of(lane)) ->
          compare(s.vector(), node.src(0));
      case TypedExpression.Component c
          when MetalValues.number(c.index()).equals(OptionalDouble.of(lane)) ->
          compare(c.vector(), node.src(0));
      // Anything else is another element.
      default -> other(expression, node);
    };
  }

  private Optional<Mismatch> load(TypedExpression expression, UOp node) {
    UOp index = node.src(0).is(Op.CAST) ? node.src(0).src(0) : node.src(0);
    if (index.arity() <= 2) {
      return read(expression, node);
    }
    if (!(expression instanceof TypedExpression.Conditional gated)) {
      return Optional.of(new Mismatch(node, WrongLine.Manner.READS, "it has no gate"));
    }
    return compare(gated.condition(), index.src(2))
        .map(mismatch -> mismatch.inPlaceOf(WrongLine.Manner.READS))
        .or(() -> read(gated.whenTrue(), node))
        .or(() -> compare(gated.whenFalse(), node.src(1)));
  }

  private Optional<Mismatch> read(TypedExpression expression, UOp node) {
    Optional<Mismatch> mismatch =
        expression instanceof TypedExpression.Dereference read
            ? compare(read.pointer(), node.src(0))
            : other(expression, node);
    return mismatch.map(found -> found.inPlaceOf(WrongLine.Manner.READS));
  }

  private Optional<Mismatch> pointer(TypedExpression expression, UOp node) {
    if (!(expression instanceof TypedExpression.PointerAdd add) || add.negative()) {
      return other(expression, node);
    }
    return compare(add.pointer(), node.src(0)).or(() -> compare(add.index(), node.src(1)));
  }
}
