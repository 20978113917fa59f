package winofuzz.metal.cxx;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.msl.Function;
import winofuzz.metal.msl.MslProgram;
import winofuzz.metal.msl.Statement;
import winofuzz.metal.msl.TypedExpression;

/** Which functions a program calls, and where threads wait for others. */
final class Calls {

  private final Map<Function, Boolean> waiting = new HashMap<>();
  private final Set<Function> called = new HashSet<>();

  Calls(MslProgram program) {
    Tree.initials(program.constants()).forEach(e -> Tree.visit(e, this::reach));
    program.kernels().forEach(this::reach);
  }

  private void reach(TypedExpression expression) {
    if (expression instanceof TypedExpression.Call call) {
      reach(call.function());
    }
  }

  private void reach(Function function) {
    if (called.add(function)) {
      Tree.visit(function.body(), this::reach);
    }
  }

  /** Returns the kernels and all functions that are called, in the order of their definitions. */
  List<Function> functions() {
    return called.stream().sorted(Comparator.comparingInt(Function::offset)).toList();
  }

  /** Returns whether threads wait for others anywhere in the program. */
  boolean waits(MslProgram program) {
    return program.kernels().stream().anyMatch(this::waits);
  }

  /** Returns whether threads wait for others in a function or in one that it calls. */
  private boolean waits(Function function) {
    Boolean known = waiting.get(function);
    if (known == null) {
      // A function that calls itself waits where the rest of it does.
      waiting.put(function, false);
      known = waits(function.body());
      waiting.put(function, known);
    }
    return known;
  }

  /** Returns whether threads wait for others in a statement or in a function that it calls. */
  boolean waits(@Nullable Statement statement) {
    boolean[] found = {false};
    Tree.visit(statement, e -> found[0] = found[0] || waitsAt(e));
    return found[0];
  }

  /** Returns whether threads wait for others at an expression, its operands aside. */
  boolean waitsAt(TypedExpression expression) {
    return switch (expression) {
      case TypedExpression.LibraryCall c -> c.function().synchronizes();
      case TypedExpression.Call c -> waits(c.function());
      // No other expression calls anything.
      default -> false;
    };
  }
}
