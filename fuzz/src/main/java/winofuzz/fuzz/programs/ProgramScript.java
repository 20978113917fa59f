package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import winofuzz.ir.DType;

/** A sample as a script of Python that shows with tinygrad alone what it computes. */
public final class ProgramScript {
  private final ProgramSample sample;
  private final List<String> names = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private ProgramScript(ProgramSample sample) {
    this.sample = sample;
  }

  /**
   * Returns the script, which prints what is expected and what is found, and exits with 1 if they
   * differ.
   */
  public static String of(ProgramSample sample) {
    return new ProgramScript(sample).text();
  }

  private String text() {
    TensorProgram program = sample.program();
    line("from tinygrad import Tensor, dtypes");
    if (!program.options().isEmpty()) {
      options(program.options());
    }
    for (int i = 0; i < program.inputs().size(); i++) {
      TensorProgram.Input input = program.inputs().get(i);
      names.add(input.name());
      line(input.name() + " = " + input(sample.values().get(i)));
    }
    int last = program.steps().size() - 1;
    for (int i = 0; i <= last; i++) {
      String name = i == last ? TensorProgram.OUTPUT : "t" + (i + 1);
      line(name + " = " + expression(program.steps().get(i)));
      names.add(name);
    }
    DType dtype = program.output().dtype();
    line("y = y.contiguous().realize()");
    // Python has no numbers of this type.
    String found = dtype.equals(DType.BFLOAT16) ? "y.cast(dtypes.float32)" : "y";
    line("expected, found = %s, %s.tolist()".formatted(nested(sample.expected()), found));
    line("print(\"expected\", expected)");
    line("print(\"found   \", found)");
    line("raise SystemExit(found != expected)");
    return text.toString();
  }

  /** Returns a tensor in a memory; tinygrad takes a single number for a constant. */
  private static String input(Tensor value) {
    boolean isNumber = value.type().rank() == 0;
    return "Tensor(%s, dtype=%s).realize()%s"
        .formatted(
            isNumber ? "[" + nested(value) + "]" : nested(value),
            dtype(value.type().dtype()),
            isNumber ? ".reshape(())" : "");
  }

  /** Has each kernel optimized by these alone, as far as they fit it. */
  private void options(List<String> options) {
    line("from tinygrad.codegen.opt import Opt, OptOps, KernelOptError, heuristic");
    line("def optimize(kernel):");
    line(
        "  for opt in [%s]:"
            .formatted(
                options.stream()
                    .filter(o -> !o.equals(ScheduleOption.NOOPT.name()))
                    .map(ProgramScript::option)
                    .collect(Collectors.joining(", "))));
    line("    trial = kernel.copy()");
    line("    try: trial.apply_opt(opt)");
    line("    except KernelOptError: continue");
    line("    kernel = trial");
    line("  return kernel");
    line("heuristic.hand_coded_optimizations = optimize");
  }

  private static String option(String option) {
    String[] parts = option.split(":", 2);
    if (parts[0].equals(ScheduleOption.TC.name())) {
      // Any tensor core, and that tensor cores are used.
      return "Opt(OptOps.TC, %s, 1))".formatted(parts[1].replace(":", ", (-1, "));
    }
    return "Opt(OptOps.%s%s)"
        .formatted(parts[0], parts.length < 2 ? "" : ", " + parts[1].replace(":", ", "));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private String expression(TensorOp op) {
    List<String> of = op.operands().stream().map(names::get).toList();
    String x = of.isEmpty() ? "" : of.getFirst();
    return switch (op) {
      case TensorOp.OnElements on -> onElements(on.operation(), of);
      case TensorOp.Full full ->
          "Tensor.full(%s, %s, dtype=%s)"
              .formatted(
                  tuple(full.type().shape()),
                  number(full.type().dtype(), full.value()),
                  dtype(full.type().dtype()));
      case TensorOp.Count count ->
          "Tensor.arange(%d, dtype=%s)".formatted(count.size(), dtype(count.dtype()));
      case TensorOp.Cast cast -> "%s.cast(%s)".formatted(x, dtype(cast.dtype()));
      case TensorOp.Bitcast bitcast -> "%s.bitcast(%s)".formatted(x, dtype(bitcast.dtype()));
      case TensorOp.MatrixProduct product ->
          "%s.matmul(%s, dtype=%s)".formatted(x, of.getLast(), dtype(product.dtype()));
      case TensorOp.Contiguous _ -> x + ".contiguous()";
      case TensorOp.Reduce reduce -> reduce(reduce, x);
      case TensorOp.Locate locate ->
          "%s.%s(axis=%d).cast(dtypes.int32)".formatted(x, locate.label(), locate.axis());
      case TensorOp.Reshape reshape -> "%s.reshape(%s)".formatted(x, tuple(reshape.shape()));
      case TensorOp.Permute permute -> "%s.permute(%s)".formatted(x, tuple(permute.order()));
      case TensorOp.Expand expand -> "%s.expand(%s)".formatted(x, tuple(expand.shape()));
      case TensorOp.Pad pad -> pad(pad, x);
      case TensorOp.Shrink shrink -> "%s.shrink(%s)".formatted(x, sides(shrink.parts()));
      case TensorOp.Flip flip -> "%s.flip(%s)".formatted(x, tuple(flip.axes()));
      case TensorOp.Repeat repeat -> "%s.repeat(%s)".formatted(x, tuple(repeat.counts()));
      case TensorOp.Concatenate concatenate ->
          "%s.cat(%s, dim=%d)".formatted(x, rest(of), concatenate.axis());
      case TensorOp.Stack stack -> "%s.stack(%s, dim=%d)".formatted(x, rest(of), stack.axis());
      case TensorOp.Triangle triangle ->
          "%s.%s(%d)".formatted(x, triangle.label(), triangle.diagonal());
      case TensorOp.Gather _ -> "%s[%s]".formatted(x, of.getLast());
    };
  }

  private static String onElements(ElementOperation operation, List<String> of) {
    String a = of.getFirst();
    String b = of.size() < 2 ? "" : of.get(1);
    return switch (operation) {
      case NEGATE -> "-" + a;
      case NOT -> a + ".logical_not()";
      case ADD -> a + " + " + b;
      case SUBTRACT -> a + " - " + b;
      case MULTIPLY -> a + " * " + b;
      case MAXIMUM -> "%s.maximum(%s)".formatted(a, b);
      case MINIMUM -> "%s.minimum(%s)".formatted(a, b);
      case AND -> a + " & " + b;
      case OR -> a + " | " + b;
      case XOR -> a + " ^ " + b;
      case LESS -> a + " < " + b;
      case EQUAL -> a + " == " + b;
      case UNEQUAL -> a + " != " + b;
      case FLOOR_DIVIDE -> "%s.div(%s, rounding_mode=\"floor\")".formatted(a, b);
      case TRUNCATE_DIVIDE -> "%s.div(%s, rounding_mode=\"trunc\")".formatted(a, b);
      case FLOOR_MODULO -> a + " % " + b;
      case TRUNCATE_MODULO -> "%s.fmod(%s)".formatted(a, b);
      case SHIFT_LEFT -> a + " << " + b;
      case SHIFT_RIGHT -> a + " >> " + b;
      case WHERE -> "%s.where(%s, %s)".formatted(a, b, of.getLast());
    };
  }

  private static String reduce(TensorOp.Reduce op, String x) {
    String method =
        switch (op.kind()) {
          case SUM -> "sum";
          case PRODUCT -> "prod";
          case MAXIMUM -> "max";
          case MINIMUM -> "min";
          case ANY -> "any";
          case ALL -> "all";
        };
    String in = op.dtype() == null ? "" : ", dtype=" + dtype(op.dtype());
    return "%s.%s(axis=%s%s)".formatted(x, method, tuple(op.axes()), in);
  }

  private String pad(TensorOp.Pad op, String x) {
    DType dtype = sample.program().types().get(op.of()).dtype();
    String value = op.value().signum() == 0 ? "" : ", value=" + number(dtype, op.value());
    return "%s.pad(%s%s)".formatted(x, sides(op.margins()), value);
  }

  private static String rest(List<String> of) {
    return String.join(", ", of.subList(1, of.size()));
  }

  private static String dtype(DType dtype) {
    return "dtypes." + dtype;
  }

  private static String tuple(List<Integer> numbers) {
    return tupleOf(numbers.stream().map(String::valueOf).toList());
  }

  private static String sides(List<TensorOp.Sides> sides) {
    return tupleOf(sides.stream().map(s -> "(%d, %d)".formatted(s.before(), s.after())).toList());
  }

  private static String tupleOf(List<String> elements) {
    return "(" + String.join(", ", elements) + (elements.size() == 1 ? ",)" : ")");
  }

  private static String number(DType dtype, BigDecimal number) {
    if (dtype.isBool()) {
      return number.signum() == 0 ? "False" : "True";
    }
    return dtype.isFloat() && number.scale() == 0
        ? number.toPlainString() + ".0"
        : number.toPlainString();
  }

  /** Returns the elements as lists of lists. */
  private static String nested(Tensor tensor) {
    return nested(tensor, 0, 0);
  }

  private static String nested(Tensor tensor, int axis, int from) {
    List<Integer> shape = tensor.type().shape();
    if (axis == shape.size()) {
      return number(tensor.type().dtype(), tensor.elements().get(from));
    }
    int stride = Math.toIntExact(TensorType.elements(shape.subList(axis + 1, shape.size())));
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < shape.get(axis); i++) {
      parts.add(nested(tensor, axis + 1, from + i * stride));
    }
    return "[" + String.join(", ", parts) + "]";
  }
}
