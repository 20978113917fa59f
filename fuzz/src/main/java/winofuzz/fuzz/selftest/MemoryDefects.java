package winofuzz.fuzz.selftest;

import static winofuzz.fuzz.selftest.PlantedDefect.draft;
import static winofuzz.fuzz.selftest.PlantedDefect.pass;
import static winofuzz.fuzz.selftest.PlantedDefect.rule;
import static winofuzz.fuzz.selftest.PlantedDefect.text;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.convolution.Grid;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.DType;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/** Defects of how large memories and launches are, and of what is read and written. */
final class MemoryDefects {
  private MemoryDefects() {}

  static final List<PlantedDefect> SIZES =
      List.of(
          draft(
              "output-one-too-large",
              Area.SIZES,
              "the output has room for one element more",
              "kernel split",
              KernelEdits.memories(of(Memory.Role.OUTPUT, m -> resized(m, 1)))),
          draft(
              "output-one-too-small",
              Area.SIZES,
              "the output has room for one element less",
              "kernel split",
              KernelEdits.memories(of(Memory.Role.OUTPUT, m -> resized(m, -1)))),
          draft(
              "intermediate-one-too-small",
              Area.SIZES,
              "what lies between kernels has room for one element less",
              "kernel split",
              KernelEdits.memories(of(Memory.Role.INTERMEDIATE, m -> resized(m, -1)))),
          draft(
              "intermediate-in-half",
              Area.SIZES,
              "what lies between kernels is declared in half",
              "kernel split",
              KernelEdits.memories(
                  of(
                      Memory.Role.INTERMEDIATE,
                      m -> new Memory(m.name(), DType.FLOAT16, m.elements(), m.role())))),
          draft(
              "launch-a-threadgroup-too-many",
              Area.SIZES,
              "one threadgroup more is launched than there is work for",
              "launch dimensions",
              KernelEdits.launches(
                  grid ->
                      new Grid(
                          KernelEdits.first(
                              grid.threadgroups(), grid.threadgroups().getFirst().size() + 1),
                          grid.threads()))),
          rule(
                  "shared-memory-one-too-small",
                  Area.SIZES,
                  "the memory of a shared reduction has room for one part less",
                  "group for reduce",
                  "shared-reduction",
                  (before, after) ->
                      GraphEdits.each(after, n -> n.is(Op.DEFINE_LOCAL), MemoryDefects::oneLess))
              .needing(KernelDefects.SHARED_REDUCTION));

  static final List<PlantedDefect> MEMORY =
      List.of(
          pass(
              "padding-gate-too-wide",
              Area.MEMORY,
              "the upper bound of what is inside is one too high",
              "rangeify",
              graph -> GraphDefects.bounds(graph, false, 1)),
          rule(
              "tile-gate-too-wide",
              Area.MEMORY,
              "a tile is read one element further than the input goes",
              "tile gate",
              "gate-read",
              (before, read) -> GraphEdits.with(read, 2, bounds(read.src(2), 1))),
          rule(
              "tile-gate-too-narrow",
              Area.MEMORY,
              "the last element of the input is not read by a tile that overruns it",
              "tile gate",
              "gate-read",
              (before, read) -> GraphEdits.with(read, 2, bounds(read.src(2), -1))),
          text(
              "stored-twice",
              Area.MEMORY,
              "every element of the output is written twice",
              RunDefects.replacing("(\\*\\(data0_\\d+\\+[^;]*;)", "$1 $1")),
          text(
              "weight-for-activation",
              Area.MEMORY,
              "the first element is read from another buffer",
              MemoryDefects::readOfOther),
          text(
                  "part-not-written",
                  Area.MEMORY,
                  "the first thread leaves no part of a shared reduction",
                  RunDefects.replacing("(\\*\\(temp0\\+[^;]*lidx0[^;]*;)", "if (lidx0!=0) { $1 }"))
              .needing(KernelDefects.SHARED_REDUCTION),
          text(
                  "parts-in-one-place",
                  Area.MEMORY,
                  "two threads leave their parts of a shared reduction in one place",
                  RunDefects.replacing("\\*\\(temp0\\+lidx0\\)", "*(temp0+(lidx0>>1))"))
              .needing(KernelDefects.SHARED_REDUCTION),
          text(
              "accumulator-not-started",
              Area.MEMORY,
              "an accumulator holds whatever its register held",
              RunDefects.replacing("\\*\\(acc0\\+0\\) = 0\\.0f;", "")));

  /** A text whose first load of one element from the third buffer is of the second. */
  private static String readOfOther(String source) {
    Matcher second = Pattern.compile("\\bdata1_\\d+\\b").matcher(source);
    return second.find()
        ? source.replaceFirst("= \\*\\(data2_\\d+\\+", "= *(" + second.group() + "+")
        : source;
  }

  private static UnaryOperator<Memory> of(Memory.Role role, UnaryOperator<Memory> edit) {
    return memory -> memory.role() == role ? edit.apply(memory) : memory;
  }

  private static Memory resized(Memory memory, long by) {
    return new Memory(
        memory.name(), memory.dtype(), Math.max(1, memory.elements() + by), memory.role());
  }

  private static UOp oneLess(UOp memory) {
    DType.Pointer pointer = memory.dtype().requirePointer();
    return pointer.size() < 2
        ? memory
        : memory.withDType(memory.dtype().scalar().pointer(AddressSpace.LOCAL, pointer.size() - 1));
  }

  /** A gate with its upper bounds moved. */
  private static UOp bounds(UOp gate, long by) {
    return GraphEdits.each(
        gate,
        node -> node.is(Op.CMPLT),
        bound -> GraphEdits.with(bound, 1, GraphEdits.larger(bound.src(1), by)));
  }
}
