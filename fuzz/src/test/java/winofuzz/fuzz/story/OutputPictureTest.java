package winofuzz.fuzz.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wrong elements are described by what they have in common. */
final class OutputPictureTest {
  private static final List<Integer> SHAPE = List.of(2, 3, 6, 9);

  private static OutputPicture of(IntPredicate wrong) {
    int size = 2 * 3 * 6 * 9;
    return new OutputPicture(SHAPE, 1, 4, IntStream.range(0, size).filter(wrong).boxed().toList());
  }

  private static int x(int i) {
    return i % 9;
  }

  private static int y(int i) {
    return i / 9 % 6;
  }

  @Test
  void whereAnElementIs() {
    assertEquals(
        "batch 1, channel 0, y 5, x 8: tile (1, 2), offset (1, 0)",
        of(i -> true).position(((1 * 3) * 6 + 5) * 9 + 8));
    assertEquals("batch 1, channel 2", of(i -> true).plane(5));
  }

  @Test
  void whatIsInCommon() {
    assertEquals("Every element is wrong.", of(i -> true).words());
    assertEquals(
        "108 of 324 elements are wrong: all of channel 2 (the last).",
        of(i -> i / 54 % 3 == 2).words());
    assertEquals(
        "180 of 324 elements are wrong: all of every tile x but 0 (the first).",
        of(i -> x(i) >= 4).words());
    assertEquals(
        "2 of 324 elements are wrong, all within batch 0, channel 0 (the first), tile y 0, offset y"
            + " 0, 1, tile x 0 (the first), offset x 0, 1.",
        of(i -> i == 0 || i == 10).words());
  }

  @Test
  void anAxisAlone() {
    OutputPicture picture = new OutputPicture(List.of(1, 1, 5), 1, 4, List.of(4));
    assertEquals("1 of 5 elements are wrong: all of tile x 1.", picture.words());
    assertEquals("batch 0, channel 0, x 4: tile (1), offset (0)", picture.position(4));
  }

  @Test
  void rowsOfTiles() {
    assertEquals("108 of 324 elements are wrong: all of tile y 1.", of(i -> y(i) >= 4).words());
  }
}
