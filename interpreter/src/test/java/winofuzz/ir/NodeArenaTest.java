package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import winofuzz.work.WorkMeter;

class NodeArenaTest {
  @Test
  void equalNodesOfAnArenaAreOneObject() {
    NodeArena.call(
        () -> {
          assertSame(sum(7), sum(7));
          return null;
        });
  }

  @Test
  void anArenaHasNodesOfItsOwn() {
    UOp outside = sum(7);
    UOp inside = NodeArena.call(() -> sum(7));

    assertNotSame(outside, inside);
    assertEquals(outside.hashCode(), inside.hashCode());
    assertNotSame(inside, NodeArena.call(() -> sum(7)));
  }

  @Test
  void nodesWithoutOperandsAreOneObjectEverywhere() {
    assertSame(UOp.index(7), NodeArena.call(() -> UOp.index(7)));
  }

  @Test
  void anArenaInAnArenaIsTheSame() {
    NodeArena.call(
        () -> {
          assertSame(sum(7), NodeArena.call(() -> sum(7)));
          return null;
        });
  }

  @Test
  void aFullArenaStillHasEachNodeOnce() {
    NodeArena.callWithin(
        2,
        WorkMeter.NONE,
        () -> {
          UOp first = sum(1);
          UOp second = sum(2);
          UOp third = sum(3);

          assertSame(first, sum(1));
          assertSame(second, sum(2));
          assertSame(third, sum(3));
          assertSame(third.plus(first), third.plus(first));
          return null;
        });
  }

  @Test
  void nodesOfElsewhereAreRefused() {
    UOp outside = sum(7);

    AssertionError refused =
        assertThrows(AssertionError.class, () -> NodeArena.call(() -> outside.plus(UOp.index(1))));
    assertEquals("ADD: expected operands of this arena", refused.getMessage());
  }

  /** A node that no constructor simplifies. */
  private static UOp sum(int value) {
    return UOp.of(Op.ADD, DType.INDEX, UOp.index(value), UOp.index(1));
  }
}
