package winofuzz.metal.cxx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import winofuzz.metal.msl.BinaryOperator;
import winofuzz.metal.msl.LibraryFunction;
import winofuzz.metal.msl.ScalarType;
import winofuzz.metal.msl.Source;
import winofuzz.metal.msl.Type;
import winofuzz.metal.msl.TypedExpression;

/**
 * Writes expressions, each as C++ of exactly its type. Conversions are written wherever the tree
 * has one, so that C++ converts nothing by itself.
 */
final class ExpressionWriter {

  private final LineWriter out;
  private final Names names;
  private final Source source;

  ExpressionWriter(LineWriter out, Names names, Source source) {
    this.out = out;
    this.names = names;
    this.source = source;
  }

  /** Writes an expression as an operand: in parentheses, unless nothing can tear it apart. */
  void operand(TypedExpression expression) {
    if (isPrimary(expression)) {
      write(expression);
    } else {
      parenthesized(expression);
    }
  }

  /** Writes an expression as one of several that commas separate. */
  void argument(TypedExpression expression) {
    if (expression instanceof TypedExpression.Comma) {
      parenthesized(expression);
    } else {
      write(expression);
    }
  }

  private void parenthesized(TypedExpression expression) {
    out.put("(");
    write(expression);
    out.put(")");
  }

  private static boolean isPrimary(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.IntegerLiteral _,
          TypedExpression.FloatLiteral _,
          TypedExpression.FieldLiteral _,
          TypedExpression.Use _,
          TypedExpression.Reinterpret _,
          TypedExpression.Splat _,
          TypedExpression.Construct _,
          TypedExpression.Swizzle _,
          TypedExpression.Component _,
          TypedExpression.ThreadElement _,
          TypedExpression.Call _,
          TypedExpression.LibraryCall _ ->
          true;
      case TypedExpression.Decay d -> isPrimary(d.array());
      case TypedExpression.Dereference d -> isElement(d);
      case TypedExpression.Unary _,
          TypedExpression.Binary _,
          TypedExpression.ShortCircuit _,
          TypedExpression.Conditional _,
          TypedExpression.Convert _,
          TypedExpression.AddressOf _,
          TypedExpression.PointerAdd _,
          TypedExpression.PointerCast _,
          TypedExpression.Assign _,
          TypedExpression.Update _,
          TypedExpression.Comma _ ->
          false;
    };
  }

  /** Writes an expression to stand alone. */
  void write(TypedExpression expression) {
    switch (expression) {
      case TypedExpression.IntegerLiteral i -> out.put(LiteralText.of(i));
      case TypedExpression.FloatLiteral f -> out.put(LiteralText.of(f));
      case TypedExpression.FieldLiteral f ->
          throw new AssertionError("a text is translated as it is written: " + f);
      case TypedExpression.Use u -> out.put(names.of(u.variable()));
      case TypedExpression.Decay d -> write(d.array());
      case TypedExpression.Unary u -> unary(u);
      case TypedExpression.Binary b -> binary(b);
      case TypedExpression.ShortCircuit s -> shortCircuit(s);
      case TypedExpression.Conditional c -> conditional(c);
      case TypedExpression.Convert c -> convert(c);
      case TypedExpression.PointerCast c -> cast(c.type(), c.pointer());
      case TypedExpression.Reinterpret r ->
          call("metal::as_type<" + TypeText.of(r.type()) + ">", List.of(r.operand()), "");
      case TypedExpression.Splat s -> call(TypeText.of(s.type()), List.of(s.operand()), "");
      case TypedExpression.Construct c -> call(TypeText.of(c.type()), c.parts(), "");
      case TypedExpression.Swizzle s -> swizzle(s, "swizzle");
      case TypedExpression.Component c -> component(c);
      case TypedExpression.ThreadElement e -> {
        operand(e.matrix());
        out.put(".thread_elements()");
        index(e.index());
      }
      case TypedExpression.Dereference d -> dereference(d);
      case TypedExpression.AddressOf a -> {
        out.put("&");
        operand(a.place());
      }
      case TypedExpression.PointerAdd a -> {
        operand(a.pointer());
        out.put(a.negative() ? " - " : " + ");
        operand(a.index());
      }
      case TypedExpression.Assign a -> assign(a);
      case TypedExpression.Update u -> update(u);
      case TypedExpression.Comma c -> {
        write(c.first());
        out.put(", ");
        operand(c.second());
      }
      case TypedExpression.Call c -> call(names.of(c.function()), c.arguments(), "");
      case TypedExpression.LibraryCall c -> libraryCall(c);
    }
  }

  private void convert(TypedExpression.Convert convert) {
    if (needsRange(convert.operand().type(), convert.type())) {
      call("metal::converted<" + TypeText.of(convert.type()) + ">", List.of(convert.operand()), "");
    } else {
      cast(convert.type(), convert.operand());
    }
  }

  /** Returns whether C++ leaves a conversion of scalars undefined for some of them. */
  private static boolean needsRange(Type from, Type to) {
    return from instanceof ScalarType f
        && to instanceof ScalarType t
        && f.isFloating()
        && t.isInteger()
        && t != ScalarType.BOOL;
  }

  /** Returns the function for an operation on integers that C++ leaves undefined for some. */
  private static Optional<String> function(
      BinaryOperator operator, Type type, TypedExpression right) {
    if (!(type instanceof ScalarType scalar)
        || !scalar.isInteger()
        || isHarmless(operator, right)) {
      return Optional.empty();
    }
    return switch (operator) {
      case DIVIDE -> Optional.of("metal::divided");
      case REMAINDER -> Optional.of("metal::remaining");
      case SHIFT_LEFT -> Optional.of("metal::shifted_left");
      case SHIFT_RIGHT -> Optional.of("metal::shifted_right");
      // All other operators are defined for all integers, by the options of the compiler.
      default -> Optional.empty();
    };
  }

  /** Returns whether an operand on the right defines the result, whatever is on the left. */
  private static boolean isHarmless(BinaryOperator operator, TypedExpression right) {
    if (!(right instanceof TypedExpression.IntegerLiteral literal)) {
      return false;
    }
    return operator.isShift()
        ? literal.value() >= 0 && literal.value() < 8L * ScalarType.INT.bytes()
        : literal.value() != 0 && literal.value() != -1;
  }

  private void cast(Type type, TypedExpression operand) {
    out.put("(").put(TypeText.of(type)).put(")");
    operand(operand);
  }

  private void call(String callee, List<TypedExpression> arguments, String more) {
    out.put(callee).put("(");
    for (int i = 0; i < arguments.size(); i++) {
      out.put(i == 0 ? "" : ", ");
      argument(arguments.get(i));
    }
    out.put(more).put(")");
  }

  private void unary(TypedExpression.Unary unary) {
    out.put(
        switch (unary.operator()) {
          case NEGATE -> "-";
          case COMPLEMENT -> "~";
          case NOT -> "!";
        });
    operand(unary.operand());
  }

  private void binary(TypedExpression.Binary binary) {
    Optional<String> function = function(binary);
    if (function.isPresent()) {
      call(function.get(), List.of(binary.left(), binary.right()), "");
      return;
    }
    // C++ computes with bools as integers.
    if (isBoolArithmetic(binary)) {
      out.put("(bool)(");
      chain(binary);
      out.put(")");
    } else {
      chain(binary);
    }
  }

  private static Optional<String> function(TypedExpression.Binary binary) {
    return function(binary.operator(), binary.type(), binary.right());
  }

  private static boolean isBoolArithmetic(TypedExpression.Binary binary) {
    return binary.type() == ScalarType.BOOL && !binary.operator().isComparison();
  }

  /** Writes operators in a row without parentheses, of which compilers take only so many. */
  private void chain(TypedExpression.Binary binary) {
    if (binary.left() instanceof TypedExpression.Binary left
        && !binary.operator().isComparison()
        && function(left).isEmpty()
        && isBoolArithmetic(left) == isBoolArithmetic(binary)
        && family(left.operator()) == family(binary.operator())) {
      chain(left);
    } else {
      operand(binary.left());
    }
    out.put(" ").put(binary.operator().spelling()).put(" ");
    operand(binary.right());
  }

  /** Returns one operator for all that bind alike. */
  private static BinaryOperator family(BinaryOperator operator) {
    return switch (operator) {
      case MULTIPLY, DIVIDE, REMAINDER -> BinaryOperator.MULTIPLY;
      case ADD, SUBTRACT -> BinaryOperator.ADD;
      case SHIFT_LEFT, SHIFT_RIGHT -> BinaryOperator.SHIFT_LEFT;
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> BinaryOperator.LESS;
      case EQUAL, NOT_EQUAL -> BinaryOperator.EQUAL;
      case AND, XOR, OR -> operator;
    };
  }

  private void shortCircuit(TypedExpression.ShortCircuit expression) {
    if (expression.left() instanceof TypedExpression.ShortCircuit left
        && left.and() == expression.and()) {
      write(left);
    } else {
      operand(expression.left());
    }
    out.put(expression.and() ? " && " : " || ");
    operand(expression.right());
  }

  private void conditional(TypedExpression.Conditional conditional) {
    operand(conditional.condition());
    out.put(" ? ");
    operand(conditional.whenTrue());
    out.put(" : ");
    if (conditional.whenFalse() instanceof TypedExpression.Conditional next) {
      write(next);
    } else {
      operand(conditional.whenFalse());
    }
  }

  private void index(TypedExpression index) {
    out.put("[");
    argument(index);
    out.put("]");
  }

  private static boolean isElement(TypedExpression.Dereference dereference) {
    return dereference.pointer() instanceof TypedExpression.PointerAdd add && !add.negative();
  }

  private void dereference(TypedExpression.Dereference dereference) {
    if (isElement(dereference)
        && dereference.pointer() instanceof TypedExpression.PointerAdd element) {
      operand(element.pointer());
      index(element.index());
    } else {
      out.put("*");
      operand(dereference.pointer());
    }
  }

  /** Returns the components that a swizzle takes of a vector that is none itself. */
  private static TypedExpression.Swizzle flat(TypedExpression.Swizzle swizzle) {
    if (!(swizzle.vector() instanceof TypedExpression.Swizzle inner)) {
      return swizzle;
    }
    TypedExpression.Swizzle from = flat(inner);
    List<Integer> components = new ArrayList<>();
    swizzle.components().forEach(c -> components.add(from.components().get(c)));
    return new TypedExpression.Swizzle(swizzle.type(), from.vector(), components, swizzle.offset());
  }

  private static String numbers(TypedExpression.Swizzle swizzle) {
    return swizzle.components().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private void swizzle(TypedExpression.Swizzle swizzle, String many) {
    TypedExpression.Swizzle flat = flat(swizzle);
    operand(flat.vector());
    if (flat.components().size() == 1) {
      out.put("[").put(flat.components().getFirst()).put("]");
    } else {
      out.put(".").put(many).put("<").put(numbers(flat)).put(">()");
    }
  }

  private void component(TypedExpression.Component component) {
    if (component.vector() instanceof TypedExpression.Swizzle swizzle) {
      TypedExpression.Swizzle flat = flat(swizzle);
      operand(flat.vector());
      out.put("[metal::lane_of<").put(numbers(flat)).put(">(");
      argument(component.index());
      out.put(")]");
    } else {
      operand(component.vector());
      index(component.index());
    }
  }

  private static boolean isSeveralComponents(TypedExpression place) {
    return place instanceof TypedExpression.Swizzle s && s.components().size() > 1;
  }

  private void place(TypedExpression place) {
    if (place instanceof TypedExpression.Swizzle swizzle) {
      swizzle(swizzle, "place");
    } else {
      operand(place);
    }
  }

  private void assign(TypedExpression.Assign assign) {
    changed(
        assign.place(),
        () -> {
          place(assign.place());
          out.put(" = ");
          operand(assign.value());
        });
  }

  /** Writes what changes a place, as a value of the place's type. */
  private void changed(TypedExpression place, Runnable change) {
    if (isSeveralComponents(place)) {
      out.put("(").put(TypeText.of(place.type())).put(")(");
      change.run();
      out.put(")");
    } else {
      change.run();
    }
  }

  private void update(TypedExpression.Update update) {
    if (update.returnsOld() && hasPostfixOperators(update.place().type())) {
      place(update.place());
      out.put(update.operator() == BinaryOperator.ADD ? "++" : "--");
    } else if (update.returnsOld() || computesOtherwise(update)) {
      stepwise(update);
    } else {
      changed(
          update.place(),
          () -> {
            place(update.place());
            out.put(" ").put(update.operator().spelling()).put("= ");
            operand(update.operand());
          });
    }
  }

  /** Returns whether C++ has {@code ++} and {@code --} after every place of a type. */
  private static boolean hasPostfixOperators(Type type) {
    return type instanceof Type.Pointer
        || type == ScalarType.FLOAT
        || (type instanceof ScalarType s && s.isInteger() && s != ScalarType.BOOL);
  }

  /** Returns whether {@code place op= operand} is not what C++ computes. */
  private static boolean computesOtherwise(TypedExpression.Update update) {
    return needsRange(update.computeType(), update.place().type())
        || function(update.operator(), update.computeType(), update.operand()).isPresent();
  }

  /** Writes an update as what it means, step by step. */
  private void stepwise(TypedExpression.Update update) {
    String type = TypeText.of(update.place().type());
    out.put("[&] { auto&& place_ = ");
    place(update.place());
    out.put("; ").put(type).put(" old_ = place_; place_ = ");
    boolean range = needsRange(update.computeType(), update.place().type());
    out.put(range ? "metal::converted<" + type + ">(" : "(" + type + ")(");
    String old = "(" + TypeText.of(update.computeType()) + ")old_";
    Optional<String> function = function(update.operator(), update.computeType(), update.operand());
    if (function.isPresent()) {
      out.put(function.get()).put("(").put(old).put(", ");
      argument(update.operand());
      out.put(")");
    } else {
      out.put("(").put(old).put(") ").put(update.operator().spelling()).put(" ");
      operand(update.operand());
    }
    out.put("); return ").put(update.returnsOld() ? "old_" : "(" + type + ")place_");
    out.put("; }()");
  }

  private void libraryCall(TypedExpression.LibraryCall call) {
    LibraryFunction function = call.function();
    if (function.synchronizes()) {
      // What lanes wait at is known by its line, so that no two such points may share one.
      out.line(source.line(call.offset()));
    }
    String template =
        function == LibraryFunction.MAKE_FILLED_SIMDGROUP_MATRIX
            ? "<" + call.type().scalar().spelling() + ", 8, 8>"
            : "";
    // The tree leaves out the orders of atomics, of which there is one, memory_order_relaxed.
    String orders =
        ", 0"
            .repeat(
                function.shape() == LibraryFunction.Shape.ATOMIC
                    ? function.arity() - call.arguments().size()
                    : 0);
    call("metal::" + function.spelling() + template, call.arguments(), orders);
  }
}
