package winofuzz.fuzz.external;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import winofuzz.fuzz.lowering.LoweredCase.MissingStage;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.ProgramJson;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;
import winofuzz.ir.Verifier;

/**
 * The programs at the stages of another compiler, made of nodes of this thread's arena. A graph
 * that is not well formed is no program, and its stage is missing.
 *
 * @param programs in the order of their stages
 * @param missing the stages that there is no program for
 */
record StageGraphs(Map<Stage, Program> programs, List<MissingStage> missing) {
  /** No graph is known, and none is missed. */
  static final StageGraphs NONE = new StageGraphs(Map.of(), List.of());

  /** The most elements of all memories of a graph together. */
  private static final long MOST_ELEMENTS = 1L << 25;

  /** The most elements of the memories within a kernel together. */
  private static final long MOST_KERNEL_ELEMENTS = 1L << 16;

  StageGraphs {
    EnumMap<Stage, Program> ordered = new EnumMap<>(Stage.class);
    ordered.putAll(programs);
    programs = ordered;
    missing = List.copyOf(missing);
  }

  /**
   * Reads graphs.
   *
   * @param named the inputs and the output that they must have
   */
  static StageGraphs read(List<StageAnswer> answers, List<Memory> named) {
    Map<Stage, Program> programs = new EnumMap<>(Stage.class);
    List<MissingStage> missing = new ArrayList<>();
    for (StageAnswer answer : answers) {
      switch (answer) {
        case StageAnswer.Unsupported(Stage stage, String reason) ->
            missing.add(new MissingStage(stage, reason, ""));
        case StageAnswer.Graph(Stage stage, JsonNode document) -> {
          try {
            programs.put(stage, program(stage, document, named));
          } catch (InvalidGraphException e) {
            missing.add(
                new MissingStage(
                    stage, "its graph is not well formed", String.valueOf(e.getMessage())));
          }
        }
      }
    }
    return new StageGraphs(programs, missing);
  }

  /** No graph can be had, from the first stage that has kernels. */
  static StageGraphs missing(String reason, String detail) {
    return new StageGraphs(Map.of(), List.of(new MissingStage(Stage.KERNEL, reason, detail)));
  }

  private static Program program(Stage stage, JsonNode document, List<Memory> named) {
    Program program = ProgramJson.read(document);
    if (program.stage() != stage) {
      throw new InvalidGraphException(
          "graph: expected stage " + stage.label() + ", found " + program.stage().label());
    }
    switch (program) {
      case Program.Scheduled scheduled -> requireMemories(scheduled, named);
      case Program.Whole whole -> requireInputs(whole, named);
    }
    Verifier.verify(program);
    if (program instanceof Program.Scheduled scheduled) {
      scheduled.kernels().forEach(kernel -> requireEvaluable(kernel, stage));
    }
    return program;
  }

  /** Inputs and outputs are those that were asked for, and nothing is larger than makes sense. */
  private static void requireMemories(Program.Scheduled program, List<Memory> named) {
    long elements = 0;
    for (Memory memory : program.memories()) {
      if (memory.role() != Memory.Role.INTERMEDIATE && !named.contains(memory)) {
        throw new InvalidGraphException(
            "memory %s: expected one of %s, found %s".formatted(memory.name(), named, memory));
      }
      requireAtMost("memory " + memory.name(), MOST_ELEMENTS - elements, memory.elements());
      elements += memory.elements();
    }
  }

  private static void requireInputs(Program.Whole program, List<Memory> named) {
    for (String name : program.inputs().values()) {
      if (named.stream().noneMatch(m -> m.role() == Memory.Role.INPUT && m.name().equals(name))) {
        throw new InvalidGraphException("inputs: expected those of the case, found " + name);
      }
    }
  }

  /** Memories within a kernel are small, and numbers are computed lane by lane. */
  private static void requireEvaluable(Kernel kernel, Stage stage) {
    long elements = 0;
    for (UOp node : nodes(kernel)) {
      if (node.is(Op.DEFINE_LOCAL) || node.is(Op.DEFINE_REGISTER)) {
        long size = node.dtype().requirePointer().size();
        requireAtMost("kernel " + kernel.name(), MOST_KERNEL_ELEMENTS - elements, size);
        elements += size;
      } else if (node.dtype().count() > 1 && !mayHaveLanes(node, stage)) {
        throw new InvalidGraphException(
            "%s: expected one lane, found %s".formatted(node, node.dtype()));
      }
    }
  }

  private static boolean mayHaveLanes(UOp node, Stage stage) {
    return switch (stage) {
      case OPTIMIZED -> true;
      case LINEAR -> !node.op().isElementwise();
      case TENSOR, RANGED, KERNEL, METAL -> false;
    };
  }

  private static List<UOp> nodes(Kernel kernel) {
    return switch (kernel.body()) {
      case Kernel.Graph(UOp sink) -> List.copyOf(sink.toposort());
      case Kernel.Linear(List<UOp> instructions) -> instructions;
    };
  }

  private static void requireAtMost(String where, long most, long found) {
    if (found < 1 || found > most) {
      throw new InvalidGraphException(
          "%s: expected 1 to %d elements, found %d".formatted(where, most, found));
    }
  }
}
