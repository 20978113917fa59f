package winofuzz.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import winofuzz.ir.Arg;
import winofuzz.ir.AxisType;
import winofuzz.ir.DType;
import winofuzz.ir.Op;
import winofuzz.ir.Stage;
import winofuzz.ir.UOp;

/** Reads and writes at stages ranged and kernel: gathers, invalid indices, bounds. */
final class MemoryTest {
  private static final UOp X = Graphs.buffer(0, DType.FLOAT32, 4);
  private static final UOp RANGE = Graphs.range(0, 6, AxisType.LOOP);
  private static final Map<String, Values> INPUT = Map.of("x", Values.of(10f, 11f, 12f, 13f));

  private static Evaluation read(Interpreter interpreter, UOp index) {
    UOp output = X.at(index).bufferize(Arg.Storage.GLOBAL, List.of(RANGE));
    return interpreter.evaluate(Graphs.whole(Stage.RANGED, output, Map.of(X, "x")), INPUT);
  }

  private static void assertElements(Values found, double... expected) {
    assertEquals(expected.length, found.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found.at(i), "element " + i);
    }
  }

  @Test
  void aGatherReadsWhereItsIndexSays() {
    for (Semantics semantics : Semantics.values()) {
      Evaluation found = read(Interpreter.of(semantics), RANGE.times(3).modulo(4));
      assertElements(found.output(), 10, 13, 12, 11, 10, 13);
      assertEquals(OutsideReads.NONE, found.outside());
    }
  }

  @Test
  void anInvalidIndexReadsZeroAndIsNoAccess() {
    UOp inside = RANGE.atLeast(1).and(RANGE.lessThan(5));
    for (Semantics semantics : Semantics.values()) {
      Evaluation found = read(Interpreter.of(semantics), RANGE.minus(1).valid(inside));
      assertElements(found.output(), 0, 10, 11, 12, 13, 0);
      assertEquals(0, found.outside().count());
    }
  }

  @Test
  void aReadOutsideTrapsWithNodeIndexAndPlace() {
    EvaluationException e =
        assertThrows(
            EvaluationException.class, () -> read(Interpreter.of(Semantics.IEEE), RANGE.plus(1)));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("INDEX float32(BUFFER, ADD)"), message);
    assertTrue(message.contains("read at index 4, expected 0 to 3, where r0 (other)=3"), message);
  }

  @Test
  void aReadOutsideIsCountedWhereThatIsThePolicy() {
    for (Semantics semantics : Semantics.values()) {
      Interpreter lenient = Interpreter.of(semantics).withBounds(BoundsPolicy.ZERO);
      Evaluation zero = read(lenient, RANGE.minus(1));
      assertElements(zero.output(), 0, 10, 11, 12, 13, 0);
      assertEquals(2, zero.outside().count());
      assertTrue(zero.outside().first().contains("index -1"), zero.outside().first());
    }
    for (Semantics semantics : List.of(Semantics.EXACT, Semantics.IEEE, Semantics.BOUND)) {
      Interpreter garbage = Interpreter.of(semantics).withBounds(new BoundsPolicy.Substitute(-7.5));
      assertElements(read(garbage, RANGE).output(), 10, 11, 12, 13, -7.5, -7.5);
    }
    Interpreter nan =
        Interpreter.of(Semantics.IEEE).withBounds(new BoundsPolicy.Substitute(Double.NaN));
    assertElements(read(nan, RANGE).output(), 10, 11, 12, 13, Double.NaN, Double.NaN);
  }

  @Test
  void aBufferizeIsReadByOneIndexForEachAxis() {
    UOp a = Graphs.range(0, 2, AxisType.LOOP);
    UOp b = Graphs.range(1, 2, AxisType.LOOP);
    UOp zero = UOp.index(0);
    UOp matrix = X.at(a.times(2).plus(b)).bufferize(Arg.Storage.GLOBAL, List.of(a, zero, b));
    UOp p = Graphs.range(2, 2, AxisType.LOOP);
    UOp q = Graphs.range(3, 2, AxisType.LOOP);
    UOp transposed = matrix.at(q, zero, p).bufferize(Arg.Storage.GLOBAL, List.of(p, q));
    Evaluation found =
        Interpreter.of(Semantics.IEEE)
            .evaluate(Graphs.whole(Stage.RANGED, transposed, Map.of(X, "x")), INPUT);
    assertElements(found.output(), 10, 12, 11, 13);
    UOp tooFar = matrix.at(zero, zero, q.plus(1)).bufferize(Arg.Storage.GLOBAL, List.of(p, q));
    assertThrows(
        EvaluationException.class,
        () ->
            Interpreter.of(Semantics.IEEE)
                .evaluate(Graphs.whole(Stage.RANGED, tooFar, Map.of(X, "x")), INPUT),
        "each axis has bounds of its own");
  }

  @Test
  void aValueThatLacksARangeOfItsBufferIsRepeated() {
    UOp a = Graphs.range(0, 2, AxisType.LOOP);
    UOp output = X.at(a).bufferize(Arg.Storage.GLOBAL, List.of(a, RANGE.withArg(axis(7))));
    Evaluation found =
        Interpreter.of(Semantics.EXACT)
            .evaluate(Graphs.whole(Stage.RANGED, output, Map.of(X, "x")), INPUT);
    assertElements(found.output(), 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11);
  }

  private static Arg.Axis axis(int id) {
    return Graphs.range(id, 6, AxisType.LOOP).axis();
  }

  private static Evaluation store(UOp index) {
    UOp value = Graphs.global(1, DType.FLOAT32, 4).at(RANGE.modulo(4)).load();
    UOp sink = UOp.sink(Graphs.global(0, DType.FLOAT32, 6).at(index).store(value, List.of(RANGE)));
    return Interpreter.of(Semantics.IEEE)
        .evaluate(
            Graphs.kernel(Stage.KERNEL, sink, DType.FLOAT32, 6, 4, 1),
            Map.of("x", Values.of(10f, 11f, 12f, 13f), "w", Values.of(0f)));
  }

  @Test
  void aStoreWritesWhereItsIndexSays() {
    assertElements(store(UOp.index(5).minus(RANGE)).output(), 11, 10, 13, 12, 11, 10);
    assertElements(store(RANGE.valid(RANGE.lessThan(2))).output(), 10, 11, 0, 0, 0, 0);
  }

  @Test
  void aStoreOutsideAlwaysTraps() {
    EvaluationException e = assertThrows(EvaluationException.class, () -> store(RANGE.plus(1)));
    assertTrue(String.valueOf(e.getMessage()).contains("write at index 6"), e.getMessage());
  }

  @Test
  void aGatedLoadGivesItsAlternative() {
    UOp x = Graphs.global(1, DType.FLOAT32, 4);
    UOp gate = RANGE.lessThan(4);
    UOp place = UOp.of(Op.INDEX, x.dtype(), Arg.None.NONE, x, RANGE, gate);
    UOp value = place.load(UOp.constant(DType.FLOAT32, -1));
    UOp sink = UOp.sink(Graphs.global(0, DType.FLOAT32, 6).at(RANGE).store(value, List.of(RANGE)));
    Evaluation found =
        Interpreter.of(Semantics.EXACT)
            .evaluate(
                Graphs.kernel(Stage.KERNEL, sink, DType.FLOAT32, 6, 4, 1),
                Map.of("x", Values.of(10f, 11f, 12f, 13f), "w", Values.of(0f)));
    assertElements(found.output(), 10, 11, 12, 13, -1, -1);
  }

  @Test
  void inputsMustFit() {
    UOp output = X.at(RANGE.modulo(4)).bufferize(Arg.Storage.GLOBAL, List.of(RANGE));
    var program = Graphs.whole(Stage.RANGED, output, Map.of(X, "x"));
    Interpreter interpreter = Interpreter.of(Semantics.IEEE);
    assertThrows(EvaluationException.class, () -> interpreter.evaluate(program, Map.of()));
    assertThrows(
        EvaluationException.class, () -> interpreter.evaluate(program, Map.of("x", Values.of(1f))));
    assertThrows(
        EvaluationException.class,
        () -> interpreter.evaluate(program, Map.of("x", Values.of(1.0, 2.0, 3.0, 4.0))));
  }

  @Test
  void anArrayTooLargeToHoldIsOneError() {
    UOp huge = Graphs.range(0, 1_000_000_000, AxisType.LOOP);
    UOp output = X.at(huge.modulo(4)).bufferize(Arg.Storage.GLOBAL, List.of(huge));
    EvaluationException e =
        assertThrows(
            EvaluationException.class,
            () ->
                Interpreter.of(Semantics.IEEE)
                    .evaluate(Graphs.whole(Stage.RANGED, output, Map.of(X, "x")), INPUT));
    assertTrue(String.valueOf(e.getMessage()).contains("expected at most"), e.getMessage());
  }
}
