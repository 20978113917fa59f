package winofuzz.compiler.symbolic;

import java.util.stream.Collectors;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Expressions as text, for the names and messages of tests. */
final class ExpressionText {
  private ExpressionText() {}

  static String of(UOp u) {
    if (u.isInvalid()) {
      return "invalid";
    }
    return switch (u.arg()) {
      case Arg.Int i -> Long.toString(i.value());
      case Arg.Bool b -> Boolean.toString(b.value());
      case Arg.Axis a -> "r" + a.id().getFirst() + "[" + u.src(0).intValue() + "]";
      case Arg.Variable v -> v.name();
      case Arg.Real r -> r.value().toString();
      case Arg.Special s -> s.toString();
      case Arg.Constants c -> c.values().toString();
      case Arg.Lanes l -> of(u.src(0)) + l.lanes();
      default ->
          u.op().isBinary() && !u.is(Op.MAX)
              ? "(" + of(u.src(0)) + " " + u.op() + " " + of(u.src(1)) + ")"
              : u.src().stream()
                  .map(ExpressionText::of)
                  .collect(Collectors.joining(", ", u.op() + "(", ")"));
    };
  }
}
