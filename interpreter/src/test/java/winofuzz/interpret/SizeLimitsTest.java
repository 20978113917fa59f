package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.ir.AddressSpace;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Kernel;
import winofuzz.ir.Memory;
import winofuzz.ir.Op;
import winofuzz.ir.Program;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** What is too large is said to be so, at its node, before anything is evaluated. */
final class SizeLimitsTest {
  private static final int BILLION = 1_000_000_000;
  private static final UOp X = Graphs.buffer(0, DType.FLOAT32, 4);
  private static final UOp LOOP = Graphs.range(0, 4, AxisType.LOOP);

  /** Fails where it is evaluated, so that an error elsewhere came before that. */
  private static final UOp TRAP = X.at(UOp.index(9));

  private record Large(Program program, UOp node, String found) {
    @Override
    public String toString() {
      return program.stage().label() + " " + node.op();
    }
  }

  static Stream<Large> large() {
    UOp many = Graphs.range(1, BILLION, AxisType.REDUCE);
    UOp half = Graphs.range(1, 1 << 14, AxisType.REDUCE);
    UOp other = Graphs.range(2, 1 << 14, AxisType.REDUCE);
    UOp folded = X.at(LOOP).plus(TRAP).reduce(Op.ADD, List.of(half, other));
    UOp expanded = Graphs.expand(Graphs.reshape(X, 1, 4), BILLION / 4, 4);
    UOp doubled = expanded.plus(expanded);
    UOp register =
        UOp.of(
            Op.DEFINE_REGISTER,
            DType.FLOAT32.pointer(AddressSpace.REGISTER, BILLION),
            new Arg.Slot(0));
    UOp outer = loop(0, 1 << 15);
    UOp inner = loop(1, 1 << 15);
    UOp threads =
        UOp.of(Op.SPECIAL, DType.INT32, new Arg.Name("gidx0"), UOp.constant(DType.INT32, BILLION));
    return Stream.of(
        new Large(Graphs.whole(Stage.TENSOR, doubled, Map.of(X, "x")), doubled, "found 1000000000"),
        new Large(
            ranged(TRAP.plus(X.at(many.modulo(4))).reduce(Op.ADD, List.of(many))),
            many,
            "found 1000000000"),
        new Large(ranged(folded), folded, "found 268435456"),
        new Large(linear(loop(0, BILLION)), loop(0, BILLION), "found 1000000000"),
        new Large(linear(outer, inner), inner, "found 1073741824"),
        new Large(linear(register), register, "found 1000000000"),
        new Large(linear(threads), threads, "extents [1000000000, 1, 1, 1, 1, 1]"));
  }

  private static Program ranged(UOp value) {
    return Graphs.whole(
        Stage.RANGED, value.bufferize(Arg.Storage.GLOBAL, List.of(LOOP)), Map.of(X, "x"));
  }

  private static UOp loop(int id, int turns) {
    Arg.Axis axis = ((Arg.Axis) Graphs.range(id, 1, AxisType.REDUCE).arg());
    return UOp.of(Op.RANGE, DType.INT32, axis, UOp.constant(DType.INT32, turns));
  }

  /** A kernel that reads outside of its memory and then has these nodes, loops around nothing. */
  private static Program linear(UOp... nodes) {
    UOp memory = Graphs.global(0, DType.FLOAT32, 4);
    UOp place = UOp.constant(DType.INT32, 9);
    UOp index = memory.at(place);
    List<UOp> list = new ArrayList<>(List.of(memory, place, index, index.load()));
    List<UOp> ends = new ArrayList<>();
    for (UOp node : nodes) {
      list.addAll(node.src());
      list.add(node);
      if (node.is(Op.RANGE)) {
        ends.addFirst(UOp.of(Op.ENDRANGE, DType.VOID, node));
      }
    }
    list.addAll(ends);
    return new Program.Scheduled(
        Stage.LINEAR,
        List.of(new Memory("y", DType.FLOAT32, 4, Memory.Role.OUTPUT)),
        List.of(new Kernel("test", new Kernel.Linear(list), List.of(0))));
  }

  @ParameterizedTest
  @MethodSource("large")
  void isRefusedAtItsNode(Large large) {
    EvaluationException e =
        assertThrows(
            EvaluationException.class,
            () ->
                Interpreter.of(Semantics.IEEE)
                    .evaluate(large.program, Map.of("x", Values.of(1f, 2f, 3f, 4f))));
    assertEquals(large.node, e.node().orElseThrow(() -> e));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("expected at most 134217728"), message);
    assertTrue(message.contains(large.found), message);
  }
}
