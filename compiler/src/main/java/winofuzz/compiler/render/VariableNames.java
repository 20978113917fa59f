package winofuzz.compiler.render;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** What things are called in the text of a kernel. */
final class VariableNames {
  private final Map<Op, Integer> used = new EnumMap<>(Op.class);

  /** Returns the name of a buffer, made of its slot and its number of elements. */
  static String buffer(UOp define) {
    return "data" + slot(define) + "_" + define.dtype().requirePointer().size();
  }

  /** Returns the function that stands for a matrix unit. */
  static String matrixUnit(UOp wmma) {
    Arg.MatrixMultiply unit = (Arg.MatrixMultiply) wmma.arg();
    return "wmma_%d_%d_%d_%s_%s"
        .formatted(
            unit.n(),
            unit.m(),
            unit.k(),
            MetalTypes.name(wmma.src(0).dtype().scalar()),
            MetalTypes.name(wmma.dtype().scalar()));
  }

  /** Returns the variable of an instruction; those that the graph does not name are numbered. */
  String variable(UOp node) {
    return switch (node.op()) {
      case DEFINE_GLOBAL -> buffer(node);
      case DEFINE_LOCAL -> "temp" + slot(node);
      case DEFINE_REGISTER -> "acc" + slot(node);
      case DEFINE_VAR -> ((Arg.Variable) node.arg()).name();
      case SPECIAL -> ((Arg.Name) node.arg()).name();
      case RANGE ->
          "ridx"
              + node.axis().id().stream()
                  .map(i -> i < 0 ? "m" + -i : String.valueOf(i))
                  .collect(Collectors.joining("_"));
      case LOAD -> numbered("val", Op.LOAD);
      case WMMA -> numbered("wmma", Op.WMMA);
      case CAST, BITCAST, VECTORIZE -> numbered("cast", Op.CAST);
      // Every other instruction is arithmetic.
      default -> numbered("alu", Op.ADD);
    };
  }

  private String numbered(String prefix, Op kind) {
    int number = used.merge(kind, 1, Integer::sum) - 1;
    return prefix + number;
  }

  private static int slot(UOp define) {
    return ((Arg.Slot) define.arg()).number();
  }
}
