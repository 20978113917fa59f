package winofuzz.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/**
 * Evaluates stage tensor: the value of a node is an array with the node's shape. Movement ops make
 * views, which are copied where they are computed with, and values are kept until their last use.
 */
final class TensorEvaluator {
  private final Machine machine;
  private final Set<UOp> probes;
  private final Map<UOp, Evaluation.Probe> probed;
  private final Map<UOp, View> views = new HashMap<>();
  private final Map<UOp, Integer> uses = new HashMap<>();
  private final Set<UOp> fused = new HashSet<>();

  TensorEvaluator(Machine machine, Set<UOp> probes, Map<UOp, Evaluation.Probe> probed) {
    this.machine = machine;
    this.probes = probes;
    this.probed = probed;
  }

  Values evaluate(Program.Whole program, Map<String, Values> given) {
    NamedInputs inputs = new NamedInputs(machine, given);
    UOp output = program.output();
    List<UOp> nodes = output.toposort(TensorEvaluator::hasValue);
    uses.put(output, 1);
    nodes.forEach(node -> node.src().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
    nodes.stream()
        .filter(node -> node.is(Op.REDUCE_AXIS) && isFusable(node))
        .forEach(node -> fused.add(node.src(0)));
    nodes.stream().filter(node -> !fused.contains(node)).forEach(SizeLimits::checkArray);
    for (UOp node : nodes) {
      if (!fused.contains(node)) {
        View view = evaluateAt(program, inputs, node);
        views.put(node, view);
        if (probes.contains(node)) {
          probed.put(
              node, new Evaluation.Probe(List.of(), node.shape(), view.laidOut(machine).values()));
        }
        release(node);
      }
    }
    return view(output).laidOut(machine).values();
  }

  private static boolean hasValue(UOp node) {
    return switch (node.op()) {
      case UNIQUE, DEVICE, VCONST -> false;
      // Every other node is evaluated, or refused there.
      default -> true;
    };
  }

  private void release(UOp node) {
    for (UOp operand : node.src()) {
      if (fused.contains(operand)) {
        release(operand);
      } else if (uses.merge(operand, -1, Integer::sum) == 0) {
        views.remove(operand);
      }
    }
  }

  /** Whether the operand is a product that its reduction computes, so that it needs no array. */
  private boolean isFusable(UOp reduce) {
    UOp product = reduce.src(0);
    return product.is(Op.MUL)
        && ((Arg.FoldAxes) reduce.arg()).op() == Op.ADD
        && product.dtype().kind().isFloat()
        && uses.getOrDefault(product, 0) == 1
        && !probes.contains(product);
  }

  private View held(UOp node) {
    return view(node).held(machine);
  }

  private View view(UOp node) {
    View result = views.get(node);
    if (result == null) {
      throw new AssertionError("not evaluated: " + node);
    }
    return result;
  }

  private View evaluateAt(Program.Whole program, NamedInputs inputs, UOp node) {
    machine.countEvaluation();
    try {
      return evaluate(program, inputs, node);
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(node, e);
    }
  }

  private View evaluate(Program.Whole program, NamedInputs inputs, UOp node) {
    return switch (node.op()) {
      case BUFFER -> buffer(program, inputs, node);
      case CONST -> View.of(machine.constant(node), List.of());
      case CONTIGUOUS, NOOP -> view(node.src(0));
      case RESHAPE -> reshape(node);
      case PERMUTE -> view(node.src(0)).permute(((Arg.Permutation) node.arg()).order());
      case EXPAND -> view(node.src(0)).expand(node.shape());
      case SHRINK -> view(node.src(0)).shrink(node.src(1).integers(), node.shape());
      case FLIP -> view(node.src(0)).flip(((Arg.Flips) node.arg()).axes());
      case PAD -> view(node.src(0)).pad(machine, node.src(1).integers(), node.shape());
      case REDUCE_AXIS -> reduce(node);
      case CAST, BITCAST, EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> elementwise(node);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> elementwise(node);
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> elementwise(node);
      case SINK, UNIQUE, DEVICE, BUFFERIZE, SUBSTITUTE, VCONST -> unexpected(node);
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER, DEFINE_VAR, SPECIAL -> unexpected(node);
      case REDUCE, UNROLL, CONTRACT, GEP, VECTORIZE, CAT, PTRCAT -> unexpected(node);
      case LOAD, STORE, WMMA, INDEX -> unexpected(node);
      case BARRIER, RANGE, IF, ENDRANGE, ENDIF -> unexpected(node);
    };
  }

  private static View unexpected(UOp node) {
    throw new EvaluationException(node + ": expected no " + node.op() + " at stage tensor");
  }

  private View buffer(Program.Whole program, NamedInputs inputs, UOp node) {
    String name = program.inputs().get(node);
    if (name == null) {
      throw new EvaluationException(node + ": expected an input's name for this buffer");
    }
    Values values = inputs.get(name, node.dtype(), ((Arg.Size) node.arg()).elements());
    return View.of(values, node.shape());
  }

  /** A view that several nodes use is copied once. */
  private View reshape(UOp node) {
    View reshaped = view(node.src(0)).reshape(node.shape());
    return uses.getOrDefault(node, 0) > 1 ? reshaped.held(machine) : reshaped;
  }

  private View elementwise(UOp node) {
    List<Integer> known = node.shapeOrNull();
    List<Integer> shape = known == null ? List.of() : known;
    List<View> operands = node.src().stream().map(o -> held(o).broadcast(shape)).toList();
    Walk walk = walk(shape, Walk.contiguous(View.array(shape)), operands);
    int size = Space.elements(shape);
    List<Values> values = operands.stream().map(View::values).toList();
    return View.of(machine.elementwise(node, size, walk, values), shape);
  }

  private static Walk walk(List<Integer> extents, int[] result, List<View> operands) {
    int[][] strides = new int[operands.size() + 1][];
    int[] start = new int[operands.size() + 1];
    strides[0] = result;
    for (int i = 0; i < operands.size(); i++) {
      strides[i + 1] = operands.get(i).strides();
      start[i + 1] = operands.get(i).offset();
    }
    return new Walk(View.array(extents), strides, start);
  }

  private View reduce(UOp node) {
    Arg.FoldAxes fold = (Arg.FoldAxes) node.arg();
    UOp operand = node.src(0);
    List<Integer> order = new ArrayList<>(fold.axes());
    for (int axis = 0; axis < operand.shape().size(); axis++) {
      if (!fold.axes().contains(axis)) {
        order.add(axis);
      }
    }
    int[] result = Walk.contiguous(View.array(node.shape()));
    fold.axes().forEach(axis -> result[axis] = 0);
    int[] along = order.stream().mapToInt(axis -> result[axis]).toArray();
    int size = Space.elements(node.shape());
    DType dtype = node.dtype().scalar();
    Arithmetic arithmetic = machine.of(dtype);
    boolean isFused = fused.contains(operand);
    List<UOp> terms = isFused ? operand.src() : List.of(operand);
    List<View> views =
        terms.stream().map(t -> held(t).broadcast(operand.shape()).permute(order)).toList();
    Walk walk = walk(order.stream().map(operand.shape()::get).toList(), along, views);
    machine.countElements(walk.points());
    Values values =
        isFused
            ? arithmetic.sumProducts(
                dtype, size, walk, views.get(0).values(), views.get(1).values())
            : arithmetic.fold(Reduction.of(fold.op()), dtype, size, walk, views.get(0).values());
    return View.of(values, node.shape());
  }
}
