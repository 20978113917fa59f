package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A broken graph for each constraint, and graphs that are fine. */
final class VerifierTest {
  private static final UOp DEVICE = UOp.of(Op.DEVICE, DType.VOID, new Arg.Name("test"));
  private static final UOp BUFFER =
      UOp.of(
          Op.BUFFER,
          DType.FLOAT32,
          new Arg.Size(8),
          UOp.of(Op.UNIQUE, DType.VOID, new Arg.Slot(0)),
          DEVICE);
  private static final UOp RANGE = range(0, 8);
  private static final UOp ELEMENT = BUFFER.at(RANGE);
  private static final UOp ONE = UOp.constant(DType.FLOAT32, 1);

  private static UOp range(int id, int extent) {
    return UOp.range(UOp.index(extent), new Arg.Axis(id, AxisType.LOOP, AxisRole.OTHER));
  }

  private static UOp global(int slot, long size) {
    return UOp.of(
        Op.DEFINE_GLOBAL, DType.FLOAT32.pointer(AddressSpace.GLOBAL, size), new Arg.Slot(slot));
  }

  private record Broken(String name, Constraint constraint, Stage stage, UOp node) {}

  private static List<Broken> broken() {
    DType int32 = DType.INT32;
    UOp seven = UOp.constant(int32, 7);
    UOp other = UOp.range(UOp.index(9), RANGE.arg() instanceof Arg.Axis a ? a : RANGE.axis());
    UOp value = ELEMENT.plus(ONE);
    return List.of(
        new Broken(
            "one operand for ADD",
            Constraint.OPERAND_COUNT,
            Stage.RANGED,
            UOp.of(Op.NEG, DType.FLOAT32, ONE, ONE)),
        new Broken(
            "an argument on BARRIER",
            Constraint.ARGUMENT_KIND,
            Stage.LINEAR,
            UOp.of(Op.BARRIER, DType.VOID, new Arg.Slot(1))),
        new Broken(
            "float plus integer",
            Constraint.OPERAND_TYPE,
            Stage.RANGED,
            UOp.of(Op.ADD, DType.FLOAT32, ONE, seven)),
        new Broken(
            "root of an integer",
            Constraint.RESULT_TYPE,
            Stage.RANGED,
            UOp.of(Op.SQRT, int32, seven)),
        new Broken(
            "a comparison that is no bool",
            Constraint.RESULT_TYPE,
            Stage.RANGED,
            UOp.of(Op.CMPLT, int32, seven, seven)),
        new Broken(
            "a choice by a number",
            Constraint.OPERAND_TYPE,
            Stage.RANGED,
            UOp.of(Op.WHERE, DType.FLOAT32, ONE, ONE, ONE)),
        new Broken(
            "an integer constant of a float",
            Constraint.CONSTANT_TYPE,
            Stage.RANGED,
            UOp.of(Op.CONST, DType.FLOAT32, new Arg.Int(1))),
        new Broken(
            "an integer out of range",
            Constraint.CONSTANT_TYPE,
            Stage.RANGED,
            UOp.of(Op.CONST, DType.scalar(DType.Kind.UINT8), new Arg.Int(256))),
        new Broken(
            "an invalid number",
            Constraint.CONSTANT_TYPE,
            Stage.RANGED,
            UOp.of(Op.CONST, DType.FLOAT32, Arg.Invalid.INVALID)),
        new Broken("a range among tensors", Constraint.STAGE, Stage.TENSOR, RANGE),
        new Broken("an index type in instructions", Constraint.STAGE, Stage.LINEAR, UOp.index(1)),
        new Broken(
            "a store among ranges",
            Constraint.STAGE,
            Stage.RANGED,
            global(0, 8).at(UOp.index(0)).store(ONE, List.of())),
        new Broken(
            "a load of a number",
            Constraint.OPERAND_ROLE,
            Stage.KERNEL,
            UOp.of(Op.LOAD, DType.FLOAT32, ONE)),
        new Broken(
            "an element of a sum",
            Constraint.OPERAND_ROLE,
            Stage.RANGED,
            UOp.of(Op.INDEX, DType.FLOAT32, Arg.None.NONE, value, RANGE)),
        new Broken(
            "a buffer with a range open",
            Constraint.OPEN_RANGE,
            Stage.RANGED,
            value.bufferize(Arg.Storage.GLOBAL, List.of())),
        new Broken(
            "two ranges of one id",
            Constraint.RANGE_IDENTITY,
            Stage.RANGED,
            UOp.sink(RANGE.plus(other).bufferize(Arg.Storage.GLOBAL, List.of(RANGE, other)))),
        new Broken(
            "a lane that is not there",
            Constraint.LANES,
            Stage.LINEAR,
            UOp.of(
                Op.GEP,
                DType.FLOAT32,
                new Arg.Lanes(List.of(4)),
                UOp.of(Op.VECTORIZE, DType.FLOAT32.vector(2), ONE, ONE))),
        new Broken(
            "a vector of too few",
            Constraint.LANES,
            Stage.LINEAR,
            UOp.of(Op.VECTORIZE, DType.FLOAT32.vector(4), ONE, ONE)),
        new Broken(
            "an empty range", Constraint.SIZE, Stage.RANGED, UOp.range(UOp.index(0), RANGE.axis())),
        new Broken(
            "a fold by division",
            Constraint.FOLD,
            Stage.RANGED,
            value.reduce(Op.FDIV, List.of(RANGE))),
        new Broken(
            "a fold over no range",
            Constraint.OPERAND_ROLE,
            Stage.RANGED,
            value.reduce(Op.ADD, List.of(UOp.index(3)))));
  }

  @TestFactory
  Stream<DynamicTest> brokenGraphs() {
    return broken().stream()
        .map(
            b ->
                DynamicTest.dynamicTest(
                    b.name,
                    () -> {
                      InvalidGraphException e =
                          assertThrows(
                              InvalidGraphException.class, () -> Verifier.verify(b.node, b.stage));
                      String message = String.valueOf(e.getMessage());
                      assertTrue(message.startsWith("C" + b.constraint.number() + " "), message);
                      assertTrue(message.contains(": expected "), message);
                      assertTrue(message.contains(", found "), message);
                    }));
  }

  private static Program.Scheduled kernel(int memory, List<Integer> arguments) {
    UOp store = global(0, 8).at(RANGE).store(global(1, 8).at(RANGE).load(), List.of(RANGE));
    return new Program.Scheduled(
        Stage.KERNEL,
        List.of(
            new Memory("y", DType.FLOAT32, 8, Memory.Role.OUTPUT),
            new Memory("x", DType.FLOAT32, memory, Memory.Role.INPUT)),
        List.of(new Kernel("k", new Kernel.Graph(UOp.sink(store)), arguments)));
  }

  private static void assertBroken(Constraint constraint, Program program) {
    InvalidGraphException e =
        assertThrows(InvalidGraphException.class, () -> Verifier.verify(program));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("C" + constraint.number() + " "), e.getMessage());
  }

  @Test
  void goodProgramsPass() {
    assertDoesNotThrow(() -> Verifier.verify(kernel(8, List.of(0, 1))));
    UOp output = ELEMENT.plus(ONE).bufferize(Arg.Storage.GLOBAL, List.of(RANGE));
    assertDoesNotThrow(
        () ->
            Verifier.verify(
                new Program.Whole(Stage.RANGED, UOp.sink(output), Map.of(BUFFER, "x"))));
  }

  @Test
  void memoriesMustFit() {
    assertBroken(Constraint.MEMORY, kernel(9, List.of(0, 1)));
    assertBroken(Constraint.MEMORY, kernel(8, List.of(0)));
    assertBroken(Constraint.MEMORY, kernel(8, List.of(0, 2)));
    UOp output = ELEMENT.bufferize(Arg.Storage.GLOBAL, List.of(RANGE));
    assertBroken(Constraint.MEMORY, new Program.Whole(Stage.RANGED, UOp.sink(output), Map.of()));
    assertBroken(
        Constraint.OPERAND_ROLE,
        new Program.Whole(Stage.RANGED, UOp.sink(ONE), Map.of(BUFFER, "x")));
  }

  @Test
  void instructionsMustBeInOrder() {
    UOp extent = UOp.constant(DType.INT32, 4);
    UOp loop = UOp.of(Op.RANGE, DType.INT32, RANGE.arg(), extent);
    UOp end = UOp.of(Op.ENDRANGE, DType.VOID, loop);
    UOp sum = loop.plus(1);
    UOp one = UOp.constant(DType.INT32, 1);
    assertDoesNotThrow(() -> Verifier.verify(linear(one, loop, sum, end)));
    assertBroken(Constraint.INSTRUCTION_ORDER, linear(loop, sum, one, end));
    assertBroken(Constraint.INSTRUCTION_ORDER, linear(one, loop, sum));
    UOp inner = UOp.of(Op.RANGE, DType.INT32, range(1, 4).arg(), extent);
    UOp innerEnd = UOp.of(Op.ENDRANGE, DType.VOID, inner);
    assertDoesNotThrow(() -> Verifier.verify(linear(loop, inner, innerEnd, end)));
    assertBroken(Constraint.INSTRUCTION_ORDER, linear(loop, inner, end, innerEnd));
    assertBroken(
        Constraint.STAGE,
        new Program.Scheduled(Stage.KERNEL, linear(one).memories(), linear(one).kernels()));
  }

  private static Program.Scheduled linear(UOp... instructions) {
    return new Program.Scheduled(
        Stage.LINEAR,
        List.of(new Memory("y", DType.FLOAT32, 8, Memory.Role.OUTPUT)),
        List.of(new Kernel("k", new Kernel.Linear(List.of(instructions)), List.of(0))));
  }

  @Test
  void numbersAreDistinct() {
    assertEquals(
        Constraint.values().length,
        Stream.of(Constraint.values()).map(Constraint::number).distinct().count());
  }
}
