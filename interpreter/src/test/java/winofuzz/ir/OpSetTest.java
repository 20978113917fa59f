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
  void aMarkStaysOnItsNodeAlone() {
    NodeMark mark = new NodeMark();
    UOp sum = A.plus(7);
    assertFalse(mark.isOn(sum));
    mark.put(sum);
    assertTrue(mark.isOn(A.plus(7)));
    assertFalse(mark.isOn(A.plus(8)));
    assertFalse(new NodeMark().isOn(sum));
  }

  @Test
  void nodesThatAllThreadsShareAreNotMarked() {
    NodeMark mark = new NodeMark();
    mark.put(A);
    assertFalse(mark.isOn(A));
  }
}
