package winofuzz.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Evaluates one operation on arrays, through a graph of it alone. */
final class Elementwise {
  private Elementwise() {}

  static Values apply(Interpreter interpreter, Op op, DType result, Values... operands) {
    int size = operands[0].size();
    UOp range = Graphs.range(0, size, AxisType.LOOP);
    Map<UOp, String> names = new HashMap<>();
    Map<String, Values> inputs = new HashMap<>();
    List<UOp> src = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      UOp buffer = Graphs.buffer(i, operands[i].dtype(), size);
      names.put(buffer, "a" + i);
      inputs.put("a" + i, operands[i]);
      src.add(buffer.at(range));
    }
    UOp value = UOp.of(op, result, Arg.None.NONE, src);
    UOp output = value.bufferize(Arg.Storage.GLOBAL, List.of(range));
    return interpreter.evaluate(Graphs.whole(Stage.RANGED, output, names), inputs).output();
  }

  static Values ieee(Op op, DType result, Values... operands) {
    return apply(Interpreter.of(Semantics.IEEE), op, result, operands);
  }

  static Values exact(Op op, DType result, Values... operands) {
    return apply(Interpreter.of(Semantics.EXACT), op, result, operands);
  }
}
