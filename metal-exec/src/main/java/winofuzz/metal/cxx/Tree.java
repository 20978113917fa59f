package winofuzz.metal.cxx;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.TypedExpression;

/** Visits typed trees. */
final class Tree {

  private Tree() {}

  /** Visits every expression in a statement. */
  static void visit(@Nullable Statement statement, Consumer<TypedExpression> visitor) {
    if (statement == null) {
      return;
    }
    switch (statement) {
      case Statement.Block b -> b.statements().forEach(s -> visit(s, visitor));
      case Statement.Declare d -> d.initial().forEach(e -> visit(e, visitor));
      case Statement.Evaluate e -> visit(e.expression(), visitor);
      case Statement.If i -> {
        visit(i.condition(), visitor);
        visit(i.whenTrue(), visitor);
        visit(i.whenFalse(), visitor);
      }
      case Statement.Loop l -> {
        visit(l.start(), visitor);
        visit(l.condition(), visitor);
        visit(l.step(), visitor);
        visit(l.body(), visitor);
      }
      case Statement.Return r -> visit(r.value(), visitor);
      case Statement.Break _, Statement.Continue _ -> {}
    }
  }

  /** Visits an expression, then those that it is made of. */
  static void visit(@Nullable TypedExpression expression, Consumer<TypedExpression> visitor) {
    if (expression != null) {
      visitor.accept(expression);
      operands(expression).forEach(e -> visit(e, visitor));
    }
  }

  private static List<TypedExpression> operands(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.IntegerLiteral _,
          TypedExpression.FloatLiteral _,
          TypedExpression.FieldLiteral _,
          TypedExpression.Use _ ->
          List.of();
      case TypedExpression.Decay d -> List.of(d.array());
      case TypedExpression.Unary u -> List.of(u.operand());
      case TypedExpression.Binary b -> List.of(b.left(), b.right());
      case TypedExpression.ShortCircuit s -> List.of(s.left(), s.right());
      case TypedExpression.Conditional c -> List.of(c.condition(), c.whenTrue(), c.whenFalse());
      case TypedExpression.Convert c -> List.of(c.operand());
      case TypedExpression.Reinterpret r -> List.of(r.operand());
      case TypedExpression.Splat s -> List.of(s.operand());
      case TypedExpression.Construct c -> c.parts();
      case TypedExpression.Swizzle s -> List.of(s.vector());
      case TypedExpression.Component c -> List.of(c.vector(), c.index());
      case TypedExpression.ThreadElement e -> List.of(e.matrix(), e.index());
      case TypedExpression.Dereference d -> List.of(d.pointer());
      case TypedExpression.AddressOf a -> List.of(a.place());
      case TypedExpression.PointerAdd a -> List.of(a.pointer(), a.index());
      case TypedExpression.PointerCast c -> List.of(c.pointer());
      case TypedExpression.Assign a -> List.of(a.place(), a.value());
      case TypedExpression.Update u -> List.of(u.place(), u.operand());
      case TypedExpression.Comma c -> List.of(c.first(), c.second());
      case TypedExpression.Call c -> c.arguments();
      case TypedExpression.LibraryCall c -> c.arguments();
    };
  }

  /** Returns whether an expression, or one that it is made of, satisfies a condition. */
  static boolean any(TypedExpression expression, Predicate<TypedExpression> such) {
    return such.test(expression) || operands(expression).stream().anyMatch(e -> any(e, such));
  }

  /** Returns the initial values of declarations. */
  static Stream<TypedExpression> initials(List<Statement.Declare> declarations) {
    return declarations.stream().flatMap(d -> d.initial().stream());
  }
}
