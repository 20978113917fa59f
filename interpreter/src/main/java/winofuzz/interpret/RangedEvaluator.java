package winofuzz.interpret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import winofuzz.interpret.RegionEvaluator.Cell;
import winofuzz.ir.Arg;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.UOp;

/** Stage ranged: each BUFFERIZE is filled in turn, from the buffers before it. */
final class RangedEvaluator {
  private final Machine machine;
  private final Set<UOp> probes;
  private final Map<UOp, Evaluation.Probe> probed;
  private final Map<UOp, Values> memory = new HashMap<>();

  RangedEvaluator(Machine machine, Set<UOp> probes, Map<UOp, Evaluation.Probe> probed) {
    this.machine = machine;
    this.probes = probes;
    this.probed = probed;
  }

  Values evaluate(Program.Whole program, Map<String, Values> given) {
    NamedInputs inputs = new NamedInputs(machine, given);
    UOp output = program.output().base();
    if (!output.is(Op.BUFFERIZE)) {
      throw new EvaluationException(output + ": expected the output to be a BUFFERIZE");
    }
    List<UOp> nodes = output.toposort();
    Map<UOp, Integer> readers = readers(nodes);
    for (UOp node : nodes) {
      if (node.is(Op.BUFFER)) {
        String name = program.inputs().get(node);
        if (name == null) {
          throw new EvaluationException(node + ": expected an input's name for this buffer");
        }
        Values input = inputs.get(name, node.dtype(), ((Arg.Size) node.arg()).elements());
        memory.put(node, input);
        if (probes.contains(node)) {
          probed.put(node, new Evaluation.Probe(List.of(), List.of(input.size()), input));
        }
      } else if (node.is(Op.BUFFERIZE)) {
        memory.put(node, fillAt(node));
        forgetRead(node, readers);
      }
    }
    return memory(output);
  }

  /** How many BUFFERIZEs read each. */
  private static Map<UOp, Integer> readers(List<UOp> nodes) {
    Map<UOp, Integer> result = new HashMap<>();
    nodes.stream()
        .filter(node -> node.is(Op.BUFFERIZE))
        .flatMap(RangedEvaluator::readBy)
        .forEach(buffer -> result.merge(buffer, 1, Integer::sum));
    return result;
  }

  /** Returns the memory that a BUFFERIZE is filled from, each once. */
  private static Stream<UOp> readBy(UOp bufferize) {
    return bufferize.src(0).toposort(node -> !Region.isBoundary(node)).stream()
        .filter(node -> node.is(Op.INDEX))
        .map(node -> node.src(0).base())
        .distinct();
  }

  private void forgetRead(UOp bufferize, Map<UOp, Integer> readers) {
    readBy(bufferize)
        .filter(buffer -> readers.merge(buffer, -1, Integer::sum) == 0)
        .forEach(memory::remove);
  }

  private Values memory(UOp buffer) {
    Values result = memory.get(buffer);
    if (result == null) {
      throw new EvaluationException(buffer + ": expected a buffer that was filled before");
    }
    return result;
  }

  private Values fillAt(UOp bufferize) {
    try {
      return fill(bufferize);
    } catch (EvaluationException | ArithmeticException e) {
      throw EvaluationException.at(bufferize, e);
    }
  }

  private Values fill(UOp bufferize) {
    List<UOp> outer = bufferize.srcFrom(1).stream().filter(r -> r.is(Op.RANGE)).toList();
    RegionEvaluator regions = new RegionEvaluator(machine, this::memory, probes);
    Filling filling = new Filling(machine, bufferize, outer);
    regions.evaluate(List.of(bufferize.src(0)), outer, filling::add);
    regions.probed().forEach(this::keep);
    if (probes.contains(bufferize)) {
      keep(bufferize, new Cell(filling.space(), filling.values()));
    }
    return filling.values();
  }

  private void keep(UOp node, Cell cell) {
    probed.put(
        node, new Evaluation.Probe(cell.space().ranges(), cell.space().extents(), cell.values()));
  }

  /** A buffer that fills up slice by slice. */
  private static final class Filling {
    private final Machine machine;
    private final Space space;
    private final List<UOp> outer;
    private Values buffer;
    private int filled;

    Filling(Machine machine, UOp bufferize, List<UOp> outer) {
      this.machine = machine;
      this.outer = outer;
      List<Integer> extents = outer.stream().map(r -> Math.toIntExact(r.max() + 1)).toList();
      this.space = new Space(outer, extents, extents.stream().map(e -> 0).toList());
      this.buffer = machine.zeros(bufferize.dtype(), 0);
    }

    Space space() {
      return space;
    }

    Values values() {
      return buffer;
    }

    void add(List<Cell> cells, Space slice) {
      Cell cell = cells.getFirst();
      Values part = cell.values();
      if (!cell.space().ranges().equals(outer)) {
        Walk walk =
            new Walk(
                slice.extentArray(), slice.stridesAlong(outer), cell.space().stridesAlong(outer));
        part = machine.of(part.dtype()).copy(part.dtype(), slice.size(), walk, part);
      }
      if (slice.size() == space.size()) {
        buffer = part;
        return;
      }
      if (filled == 0) {
        buffer = machine.zeros(part.dtype(), space.size());
      }
      buffer = machine.of(part.dtype()).place(buffer, filled, part);
      filled += part.size();
    }
  }
}
