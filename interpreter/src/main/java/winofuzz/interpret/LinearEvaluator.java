package winofuzz.interpret;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Op;
import winofuzz.ir.ScalarOp;
import winofuzz.ir.UOp;

/**
 * Executes a list of instructions for some threadgroups at a time, all their threads side by side.
 * A value is an array with an element for each thread, or with one if it is the same in all.
 */
final class LinearEvaluator {
  /** How many threads are executed side by side, at least one threadgroup of them. */
  private static final int THREADS = 1 << 12;

  /** Device memory, by slot. */
  interface Memories {
    Values get(UOp define);

    void set(UOp define, Values values);
  }

  private final Machine machine;
  private final Contractions contractions;
  private final Instructions list;
  private final ThreadLaunch launch;
  private final Memories memories;

  private final InstructionProbes probes;

  /** The open loops, outermost first, and the turn of each. */
  private final SequencedMap<UOp, Long> turns = new LinkedHashMap<>();

  private final @Nullable Values[][] values;
  private Registers registers;
  private ThreadgroupMemory threadgroups;
  private int firstGroup;
  private int groups;
  private int threads;
  private @Nullable Integers active;

  LinearEvaluator(
      Machine machine, Kernel kernel, Kernel.Linear body, Memories memories, Set<UOp> probes) {
    List<UOp> instructions = body.instructions();
    this.machine = machine;
    this.contractions = machine.contractions(body);
    this.list = new Instructions(kernel.name(), instructions, contractions);
    this.launch = new ThreadLaunch(instructions);
    this.memories = memories;
    this.registers = new Registers(machine, launch.threadCount());
    this.threadgroups = new ThreadgroupMemory(machine, 1, launch.threadsPerGroup());
    this.probes = new InstructionProbes(machine, probes, launch.threadCount());
    this.values = new Values[list.size()][];
  }

  void run() {
    int atOnce = Math.max(1, THREADS / launch.threadsPerGroup());
    for (firstGroup = 0; firstGroup < launch.groupCount(); firstGroup += atOnce) {
      groups = Math.min(atOnce, launch.groupCount() - firstGroup);
      threads = groups * launch.threadsPerGroup();
      registers = new Registers(machine, threads);
      threadgroups = new ThreadgroupMemory(machine, groups, launch.threadsPerGroup());
      active = null;
      run(0, list.size());
    }
  }

  /** Returns the values of the instructions that were to be kept, as far as they were executed. */
  Map<UOp, Evaluation.Probe> probed() {
    return probes.probed();
  }

  private void run(int from, int to) {
    for (int i = from; i < to; i++) {
      UOp node = list.node(i);
      if (node.is(Op.RANGE)) {
        loop(i);
        i = list.blockEnd(i);
      } else if (node.is(Op.IF)) {
        where(i);
        i = list.blockEnd(i);
      } else {
        values[i] = executeAt(i, node);
      }
      for (int dead : list.dyingAt(i)) {
        values[dead] = null;
      }
    }
  }

  private void loop(int position) {
    UOp range = list.node(position);
    UOp end = range.src(0);
    if (!end.is(Op.CONST)) {
      throw new EvaluationException(range + ": expected a constant end, found " + end);
    }
    for (long turn = 0; turn < end.intValue(); turn++) {
      turns.put(range, turn);
      values[position] = new Values[] {new Integers(range.dtype().scalar(), new long[] {turn})};
      run(position + 1, list.blockEnd(position));
    }
    turns.remove(range);
  }

  private void where(int position) {
    Integers outside = active;
    Integers condition = (Integers) spread(value(position, 0)[0]);
    long[] both = condition.cells.clone();
    if (outside != null) {
      for (int t = 0; t < both.length; t++) {
        both[t] &= outside.cells[t];
      }
    }
    active = new Integers(DType.BOOL, both);
    run(position + 1, list.blockEnd(position));
    active = outside;
  }

  private Values @Nullable [] executeAt(int i, UOp node) {
    machine.countEvaluation();
    try {
      Values[] result = execute(i, node);
      if (result != null && probes.isWanted(node)) {
        // Of a pointer, where it points; its gate is an operand.
        int count = node.dtype().isPointer() ? 1 : result.length;
        Values[] lanes =
            Arrays.stream(result).limit(count).map(this::spread).toArray(Values[]::new);
        probes.record(node, turns, firstGroup * launch.threadsPerGroup(), lanes);
      }
      return result;
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(node, e);
    }
  }

  private Values @Nullable [] execute(int i, UOp node) {
    if (contractions.isFused(node)) {
      return null;
    }
    Contractions.Fused fused = contractions.of(node);
    return fused == null ? operate(i, node) : new Values[] {multiplyAdd(i, node, fused)};
  }

  private Values @Nullable [] operate(int i, UOp node) {
    return switch (node.op()) {
      case CONST -> new Values[] {machine.constant(node)};
      case SPECIAL -> new Values[] {launch.position(node, firstGroup, groups)};
      case VECTORIZE -> lanes(i, node);
      case GEP -> pick(value(i, 0), ((Arg.Lanes) node.arg()).lanes());
      case LOAD -> load(i, node);
      case STORE -> {
        store(i, node);
        yield null;
      }
      case WMMA -> multiply(i, node);
      case INDEX -> pointer(i, node);
      case DEFINE_GLOBAL, DEFINE_LOCAL, DEFINE_REGISTER -> null;
      case BARRIER -> {
        threadgroups.meet();
        yield null;
      }
      case ENDRANGE, ENDIF, SINK, NOOP -> null;
      case CAST, BITCAST -> node.dtype().isPointer() ? value(i, 0) : elementwise(i, node);
      case EXP2, LOG2, SIN, SQRT, RECIP, NEG, TRUNC -> elementwise(i, node);
      case ADD, MUL, SHL, SHR, IDIV, MAX, MOD, CMPLT, CMPNE, CMPEQ -> elementwise(i, node);
      case XOR, OR, AND, SUB, FDIV, POW, WHERE, MULACC -> elementwise(i, node);
      case UNIQUE, DEVICE, BUFFER, BUFFERIZE, SUBSTITUTE, CONTIGUOUS -> unexpected(node);
      case RESHAPE, PERMUTE, EXPAND, PAD, SHRINK, FLIP, REDUCE_AXIS, REDUCE -> unexpected(node);
      case DEFINE_VAR, UNROLL, CONTRACT, CAT, PTRCAT, VCONST, RANGE, IF -> unexpected(node);
    };
  }

  private static Values[] unexpected(UOp node) {
    throw new EvaluationException(node + ": expected no " + node.op() + " among instructions");
  }

  // *** values

  /** Returns the lanes of an operand. */
  private Values[] value(int position, int operand) {
    Values[] result = values[list.operand(position, operand)];
    if (result == null) {
      throw new EvaluationException(
          list.node(position) + ": expected a value, found " + list.node(position).src(operand));
    }
    return result;
  }

  private Values scalar(int position, int operand) {
    return value(position, operand)[0];
  }

  private Values[] lanes(int i, UOp node) {
    Values[] result = new Values[node.arity()];
    Arrays.setAll(result, lane -> scalar(i, lane));
    return result;
  }

  private static Values[] pick(Values[] from, List<Integer> lanes) {
    return lanes.stream().map(lane -> from[lane]).toArray(Values[]::new);
  }

  private Values[] elementwise(int i, UOp node) {
    Values[] operands = new Values[node.arity()];
    int size = 1;
    for (int k = 0; k < operands.length; k++) {
      operands[k] = scalar(i, k);
      size = Math.max(size, operands[k].size());
    }
    return new Values[] {
      machine.elementwise(node, size, Walk.flat(size, operands), List.of(operands))
    };
  }

  private Values multiplyAdd(int i, UOp node, Contractions.Fused fused) {
    DType dtype = node.dtype().scalar();
    Arithmetic arithmetic = machine.of(dtype);
    Values a = scalar(i, 0);
    Values b = scalar(i, 1);
    Values c = scalar(i, 2);
    if (fused.negatesProduct()) {
      a = arithmetic.unary(ScalarOp.Unary.NEG, dtype, a);
    }
    if (fused.negatesAddend()) {
      c = arithmetic.unary(ScalarOp.Unary.NEG, dtype, c);
    }
    int size = Math.max(a.size(), Math.max(b.size(), c.size()));
    machine.countElements(size);
    return arithmetic.multiplyAdd(dtype, size, Walk.flat(size, a, b, c), a, b, c);
  }

  /** Returns a value with an element for each thread. */
  private Values spread(Values value) {
    return value.size() == threads
        ? value
        : machine.of(value.dtype()).copy(value.dtype(), threads, Walk.flat(threads, value), value);
  }

  // *** memory

  private static UOp indexOf(UOp pointer) {
    return pointer.is(Op.CAST) ? pointer.src(0) : pointer;
  }

  /** Returns the value of a pointer: its offset, and its gate if it has one. */
  private Values[] pointer(int i, UOp index) {
    Values offset = scalar(i, 1);
    return index.arity() > 2 ? new Values[] {offset, spread(scalar(i, 2))} : new Values[] {offset};
  }

  private Values[] load(int i, UOp node) {
    UOp index = indexOf(node.src(0));
    Values[] pointer = value(i, 0);
    Integers offset = (Integers) pointer[0];
    Integers gate = pointer.length > 1 ? (Integers) pointer[1] : null;
    Values[] result = new Values[node.dtype().count()];
    for (int lane = 0; lane < result.length; lane++) {
      Values read = read(index, offset, lane, gate, node.dtype().scalar());
      if (gate != null && node.arity() > 1) {
        Values[] other = value(i, 1);
        read = machine.choose(threads, gate, read, other[other.length == 1 ? 0 : lane]);
      }
      result[lane] = read;
    }
    return result;
  }

  private Values read(UOp index, Integers offset, int lane, @Nullable Integers gate, DType dtype) {
    UOp memory = index.src(0);
    if (memory.is(Op.DEFINE_REGISTER)) {
      return registers.read(memory, index, offset, lane, active);
    }
    long[] places = places(offset, lane, gate);
    if (memory.is(Op.DEFINE_LOCAL)) {
      machine.monitor().checkReads(index, places, ThreadgroupMemory.size(memory), this::describe);
      return threadgroups.read(memory, dtype, places, this::describe);
    }
    Values buffer = memories.get(memory);
    machine.monitor().checkReads(index, places, buffer.size(), this::describe);
    return machine.gather(dtype, places, buffer);
  }

  private void store(int i, UOp node) {
    UOp index = indexOf(node.src(0));
    UOp memory = index.src(0);
    Integers offset = (Integers) scalar(i, 0);
    Values[] stored = value(i, 1);
    machine.countElements((long) threads * stored.length);
    for (int lane = 0; lane < stored.length; lane++) {
      if (memory.is(Op.DEFINE_REGISTER)) {
        registers.write(memory, index, offset, lane, stored[lane], active);
        continue;
      }
      long[] places = places(offset, lane, null);
      if (memory.is(Op.DEFINE_LOCAL)) {
        long size = ThreadgroupMemory.size(memory);
        machine.monitor().checkWrites(index, places, size, this::describe);
        threadgroups.write(memory, places, stored[lane], this::describe);
        continue;
      }
      Values buffer = memories.get(memory);
      machine.monitor().checkWrites(index, places, buffer.size(), this::describe);
      Walk walk = Walk.flat(threads, stored[lane]);
      memories.set(memory, machine.of(buffer.dtype()).scatter(buffer, walk, places, stored[lane]));
    }
  }

  /**
   * Returns where each thread points in a lane, {@link Access#NONE} for threads that are not active
   * or whose gate is closed.
   */
  private long[] places(Integers offset, int lane, @Nullable Integers gate) {
    long[] result = new long[threads];
    long[] cells = offset.cells;
    boolean uniform = cells.length == 1;
    for (int t = 0; t < threads; t++) {
      boolean open =
          (gate == null || gate.cells[t] != 0) && (active == null || active.cells[t] != 0);
      result[t] = open ? cells[uniform ? 0 : t] + lane : Access.NONE;
    }
    return result;
  }

  private String describe(int place) {
    return launch.describe(firstGroup, place);
  }

  // *** the matrix unit

  private Values[] multiply(int i, UOp node) {
    MatrixUnit.requireSupported(node);
    if (launch.threadsPerGroup() % MatrixUnit.LANES != 0) {
      throw new EvaluationException(
          node + ": expected whole simdgroups, found " + launch.threadsPerGroup() + " threads");
    }
    Values product =
        machine
            .matrixUnit()
            .multiply(
                node.dtype().scalar(),
                interleaved(value(i, 0)),
                interleaved(value(i, 1)),
                interleaved(value(i, 2)));
    Values[] result = new Values[MatrixUnit.ELEMENTS];
    for (int e = 0; e < result.length; e++) {
      long[] places = new long[threads];
      for (int t = 0; t < threads; t++) {
        places[t] = (long) t * MatrixUnit.ELEMENTS + e;
      }
      result[e] = machine.gather(product.dtype(), places, product);
    }
    return result;
  }

  /** Returns the elements of each thread next to each other. */
  private Values interleaved(Values[] lanes) {
    Values first = spread(lanes[0]);
    DType dtype = first.dtype();
    Arithmetic arithmetic = machine.of(dtype);
    Values apart = machine.zeros(dtype, (long) threads * MatrixUnit.ELEMENTS);
    for (int e = 0; e < MatrixUnit.ELEMENTS; e++) {
      apart = arithmetic.place(apart, e * threads, spread(lanes[lanes.length == 1 ? 0 : e]));
    }
    long[] places = new long[threads * MatrixUnit.ELEMENTS];
    for (int cell = 0; cell < places.length; cell++) {
      places[cell] = (long) (cell % MatrixUnit.ELEMENTS) * threads + cell / MatrixUnit.ELEMENTS;
    }
    return machine.gather(dtype, places, apart);
  }
}
