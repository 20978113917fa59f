package winofuzz.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NodeNumbersTest {

  @Test
  void numbersNodesInTheOrderInWhichTheyCome() {
    NodeNumbers numbers = new NodeNumbers();
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, numbers.add(UOp.index(7L * i)));
    }
    assertEquals(1000, numbers.size());
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, numbers.find(UOp.index(7L * i)));
      assertEquals(i, numbers.add(UOp.index(7L * i)));
    }
    assertEquals(1000, numbers.size());
    assertEquals(-1, numbers.find(UOp.index(1)));
  }

  @Test
  void aNodeHasANumberOfItsOwnInEachTable() {
    NodeNumbers upwards = new NodeNumbers();
    NodeNumbers downwards = new NodeNumbers();
    for (int i = 0; i < 100; i++) {
      upwards.add(UOp.index(i));
      downwards.add(UOp.index(99 - i));
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(i, upwards.find(UOp.index(i)));
      assertEquals(99 - i, downwards.find(UOp.index(i)));
    }
    NodeNumbers none = new NodeNumbers();
    assertEquals(-1, none.find(UOp.index(0)));
  }

  @Test
  void nodesOfAnArenaHaveANumberOfTheirOwnInEachTableWhateverTheOrderOfUse() {
    NodeArena.call(
        () -> {
          NodeNumbers early = new NodeNumbers();
          NodeNumbers late = new NodeNumbers();
          for (int i = 0; i < 100; i++) {
            early.add(sum(i));
            if (i % 3 == 0) {
              late.add(sum(i));
            }
            early.add(sum(100 + i)); // after one that the later table has too
          }
          for (int i = 0; i < 100; i++) {
            assertEquals(2 * i, early.find(sum(i)));
            assertEquals(2 * i, early.add(sum(i)));
            assertEquals(2 * i + 1, early.find(sum(100 + i)));
            assertEquals(i % 3 == 0 ? i / 3 : -1, late.find(sum(i)));
            assertEquals(-1, early.find(sum(200 + i)));
          }
          return null;
        });
  }

  @Test
  void nodesOfAnArenaHaveNumbersInATableMadeOutside() {
    NodeNumbers numbers = new NodeNumbers();
    UOp first = NodeArena.call(() -> sum(1));
    UOp second = NodeArena.call(() -> sum(1));

    assertEquals(0, numbers.add(first));
    assertEquals(-1, numbers.find(second));
    assertEquals(1, numbers.add(second));
    assertEquals(0, numbers.find(first));
  }

  private static UOp sum(int value) {
    return UOp.of(Op.ADD, DType.INDEX, UOp.index(value), UOp.index(1));
  }
}
