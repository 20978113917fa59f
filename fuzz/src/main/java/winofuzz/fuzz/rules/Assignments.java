package winofuzz.fuzz.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.interpret.Interpreter;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisRole;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/**
 * Values for all unknowns of an equation, many at once: an expression is evaluated by the
 * interpreter for all of them, as an array.
 *
 * @param count how many values each number has
 * @param values of each unknown; of an array the elements for the first assignment come first
 */
record Assignments(int count, Map<Unknown, Values> values) {
  private static final int FIRST_SLOT = 1000;

  Assignments {
    values = new LinkedHashMap<>(values);
  }

  /** Returns the value of an expression for each assignment. */
  Values evaluate(UOp expression, Semantics semantics) {
    UOp which =
        UOp.range(UOp.index(count), new Arg.Axis(FIRST_SLOT, AxisType.LOOP, AxisRole.OTHER));
    Map<UOp, String> names = new HashMap<>();
    Map<String, Values> inputs = new HashMap<>();
    Map<UOp, UOp> replaced = new HashMap<>();
    Map<UOp, UOp> buffers = new HashMap<>();
    values.forEach(
        (unknown, given) -> {
          UOp buffer =
              Unknown.array(FIRST_SLOT + names.size(), unknown.dtype(), given.size(), 0, 0).node();
          names.put(buffer, unknown.name());
          inputs.put(unknown.name(), given);
          if (unknown.isArray()) {
            buffers.put(unknown.node(), buffer);
          } else {
            replaced.put(unknown.node(), buffer.at(which));
          }
        });
    for (UOp node : expression.toposort()) {
      UOp buffer = node.is(Op.INDEX) ? buffers.get(node.src(0)) : null;
      if (buffer != null) {
        long size = ((Arg.Size) node.src(0).arg()).elements();
        replaced.put(node, buffer.at(which.times(size).plus(node.src(1))));
      }
    }
    UOp value = Rewriter.substitute(expression, replaced);
    UOp output = value.bufferize(Arg.Storage.GLOBAL, List.of(which));
    Map<UOp, String> read = new HashMap<>();
    for (UOp node : output.toposort()) {
      String name = names.get(node);
      if (name != null) {
        read.put(node, name);
      }
    }
    Program program = new Program.Whole(Stage.RANGED, UOp.sink(output), read);
    return Interpreter.of(semantics).evaluate(program, inputs).output();
  }

  /** Returns whether a bool expression holds, for each assignment. */
  boolean[] test(UOp condition) {
    boolean[] result = new boolean[count];
    if (condition.is(Op.CONST)) {
      Arrays.fill(result, condition.intValue() != 0);
      return result;
    }
    Values found = evaluate(condition, Semantics.IEEE);
    for (int i = 0; i < count; i++) {
      result[i] = found.at(i) != 0;
    }
    return result;
  }

  /** Returns a text of the values of one assignment, such as {@code a = 3, b = -1}. */
  String text(int which) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (unknown, given) -> {
          text.append(text.isEmpty() ? "" : ", ").append(unknown.name()).append(" = ");
          int size = unknown.size();
          if (!unknown.isArray()) {
            text.append(number(given, which));
            return;
          }
          text.append('(');
          for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : " ").append(number(given, which * size + i));
          }
          text.append(')');
        });
    return text.toString();
  }

  static String number(Values values, int index) {
    if (values instanceof Values.Residues residues) {
      return Long.toString(residues.residueAt(index));
    }
    if (values.dtype().isBool()) {
      return values.at(index) != 0 ? "true" : "false";
    }
    if (values instanceof Values.Integers integers) {
      return Long.toString(integers.longAt(index));
    }
    double value = values.at(index);
    DType.Kind kind = values.dtype().kind();
    return kind == DType.Kind.FLOAT64 ? Double.toString(value) : Float.toString((float) value);
  }
}
