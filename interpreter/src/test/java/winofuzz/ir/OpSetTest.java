package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpSetTest {
  private static final UOp A = UOp.of(Op.DEFINE_VAR, DType.INDEX, new Arg.Variable("a", 0, 9));

  @Test
  void whatIsAnywhereInAGraphIsFound() {
    UOp graph = UOp.sink(A.plus(A.times(3)));
    for (Op op : List.of(Op.SINK, Op.ADD, Op.MUL, Op.CONST, Op.DEFINE_VAR)) {
      assertTrue(new OpSet(Set.of(op)).mayBeIn(graph), op::name);
      assertTrue(new OpSet(Set.of(op, Op.WMMA)).mayBeIn(graph), op::name);
    }
  }

  @Test
  void whatIsNowhereInItMostlyIsNot() {
    UOp graph = UOp.sink(A.plus(A.times(3)));
    for (Op op : List.of(Op.LOAD, Op.RANGE, Op.REDUCE, Op.MOD, Op.WHERE)) {
      assertFalse(new OpSet(Set.of(op)).mayBeIn(graph), op::name);
    }
    assertFalse(new OpSet(Set.of()).mayBeIn(graph));
  }

  @Test
  void everyOperationOfASetMayBeInIt() {
    for (Op op : Op.values()) {
      assertTrue(new OpSet(Set.of(op)).mayHave(op), op::name);
    }
    assertFalse(new OpSet(Set.of(Op.ADD, Op.MUL)).mayHave(Op.LOAD));
  }
}
