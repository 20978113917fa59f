package winofuzz.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import winofuzz.interpret.RegionEvaluator.Cell;
import winofuzz.interpret.Values.Integers;
import winofuzz.ir.Arg;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/** Stages kernel to linear: the kernels one after the other on the program's memories. */
final class ScheduleEvaluator {
  private final Machine machine;
  private final Set<UOp> probes;
  private final Map<UOp, Evaluation.Probe> probed;
  private final List<Values> memories = new ArrayList<>();

  ScheduleEvaluator(Machine machine, Set<UOp> probes, Map<UOp, Evaluation.Probe> probed) {
    this.machine = machine;
    this.probes = probes;
    this.probed = probed;
  }

  Values evaluate(Program.Scheduled program, Map<String, Values> given) {
    NamedInputs inputs = new NamedInputs(machine, given);
    int output = -1;
    for (Memory memory : program.memories()) {
      if (memory.role() == Memory.Role.OUTPUT) {
        output = memories.size();
      }
      memories.add(
          memory.role() == Memory.Role.INPUT
              ? inputs.get(memory.name(), memory.dtype(), memory.elements())
              : empty(memory));
    }
    for (Kernel kernel : program.kernels()) {
      switch (kernel.body()) {
        case Kernel.Graph graph -> run(kernel, graph.sink());
        case Kernel.Linear linear -> run(kernel, linear);
      }
    }
    if (output < 0) {
      throw new EvaluationException("expected a memory with role OUTPUT");
    }
    return memories.get(output);
  }

  private Values empty(Memory memory) {
    try {
      return machine.unwritten(memory.dtype(), memory.elements());
    } catch (EvaluationException e) {
      throw new EvaluationException("memory " + memory.name() + ": " + e.getMessage());
    }
  }

  /** What every memory holds after the last kernel, by name. */
  Map<String, Values> memories(Program.Scheduled program) {
    Map<String, Values> result = new HashMap<>();
    for (int i = 0; i < memories.size(); i++) {
      result.put(program.memories().get(i).name(), memories.get(i));
    }
    return result;
  }

  private void run(Kernel kernel, Kernel.Linear body) {
    LinearEvaluator.Memories bound =
        new LinearEvaluator.Memories() {
          @Override
          public Values get(UOp define) {
            return memories.get(memoryOf(kernel, define));
          }

          @Override
          public void set(UOp define, Values values) {
            memories.set(memoryOf(kernel, define), values);
          }
        };
    LinearEvaluator evaluator = new LinearEvaluator(machine, kernel, body, bound, probes);
    evaluator.run();
    probed.putAll(evaluator.probed());
  }

  private void run(Kernel kernel, UOp sink) {
    for (UOp node : sink.toposort()) {
      if (node.is(Op.STORE)) {
        storeAt(kernel, node);
      }
    }
  }

  private static int memoryOf(Kernel kernel, UOp buffer) {
    if (!buffer.is(Op.DEFINE_GLOBAL)) {
      throw new EvaluationException(
          "kernel " + kernel.name() + ": expected a DEFINE_GLOBAL, found " + buffer);
    }
    int slot = ((Arg.Slot) buffer.arg()).number();
    if (slot < 0 || slot >= kernel.arguments().size()) {
      throw new EvaluationException(
          "kernel "
              + kernel.name()
              + ": expected a slot below "
              + kernel.arguments().size()
              + ", found "
              + buffer);
    }
    return kernel.arguments().get(slot);
  }

  private void storeAt(Kernel kernel, UOp store) {
    try {
      store(kernel, store);
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(store, e);
    }
  }

  private void store(Kernel kernel, UOp store) {
    UOp index = store.src(0);
    int memory = memoryOf(kernel, index.src(0).base());
    List<UOp> outer =
        store.srcFrom(2).stream().flatMap(r -> r.ranges().stream()).distinct().toList();
    RegionEvaluator regions =
        new RegionEvaluator(machine, b -> memories.get(memoryOf(kernel, b)), probes);
    regions.evaluate(
        List.of(index, store.src(1)),
        outer,
        (cells, slice) -> write(index, memory, cells.get(0), cells.get(1), slice));
    regions
        .probed()
        .forEach(
            (node, cell) ->
                probed.put(
                    node,
                    new Evaluation.Probe(
                        cell.space().ranges(), cell.space().extents(), cell.values())));
  }

  private void write(UOp index, int memory, Cell places, Cell values, Space space) {
    Values buffer = memories.get(memory);
    long[] checked = ((Integers) places.values()).cells.clone();
    machine.monitor().checkWrites(index, checked, buffer.size(), places.space()::describe);
    Walk walk =
        new Walk(
            space.extentArray(),
            places.space().stridesAlong(space),
            values.space().stridesAlong(space));
    memories.set(
        memory, machine.of(buffer.dtype()).scatter(buffer, walk, checked, values.values()));
  }
}
