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
}
