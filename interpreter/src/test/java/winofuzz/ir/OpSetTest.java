package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void itHasItsOperationsAndNoOther() {
    OpSet set = OpSet.of(Op.ADD, Op.CONST);
    assertTrue(set.has(A.plus(1)));
    assertTrue(set.has(UOp.index(1)));
    assertFalse(set.has(A.times(2)));
    assertFalse(set.has(UOp.of(Op.NOOP, DType.VOID)));
  }

  @Test
  void nodesOfSomeOperationsComeInTheOrderOfAll() {
    UOp product = A.times(3);
    UOp graph = UOp.sink(A.plus(product).plus(product.times(A)), product.plus(A));
    OpSet products = OpSet.of(Op.MUL, Op.NOOP);
    assertEquals(
        graph.toposort().stream().filter(products::has).toList(), graph.toposort(products));
    assertEquals(List.of(), graph.toposort(OpSet.of(Op.LOAD)));
  }
}
