package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NodeMarkTest {
  private static final UOp A = UOp.of(Op.DEFINE_VAR, DType.INDEX, new Arg.Variable("mark", 0, 9));

  @Test
  void aMarkStaysOnItsNodeAlone() {
    NodeMark mark = new NodeMark(0);
    UOp sum = A.plus(7);
    assertFalse(mark.isOn(sum));
    mark.put(sum);
    assertTrue(mark.isOn(A.plus(7)));
    assertFalse(mark.isOn(A.plus(8)));
    assertFalse(new NodeMark(63).isOn(sum));
  }

  @Test
  void nodesThatAllThreadsShareAreNotMarked() {
    NodeMark mark = new NodeMark(1);
    mark.put(A);
    assertFalse(mark.isOn(A));
  }

  @Test
  void thereAreAsManyMarksAsBits() {
    UOp sum = A.plus(9);
    new NodeMark(63).put(sum);
    assertTrue(new NodeMark(63).isOn(sum));
    new NodeMark(64).put(sum);
    assertFalse(new NodeMark(64).isOn(sum));
    new NodeMark(-1).put(sum);
    assertFalse(new NodeMark(-1).isOn(sum));
  }
}
