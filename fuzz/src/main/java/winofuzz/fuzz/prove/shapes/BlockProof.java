package winofuzz.fuzz.prove.shapes;

import java.nio.ByteBuffer;
import java.util.Base64;
import winofuzz.fuzz.cases.BadInputException;

/**
 * What was proven of a block.
 *
 * @param digests of the shapes in their order, each eight bytes, the highest first, in Base64
 */
public record BlockProof(ShapeBlock block, String digests, ShapeTally tally) {

  /** Returns digests as they are written. */
  static String encoded(long[] digests) {
    ByteBuffer bytes = ByteBuffer.allocate(digests.length * Long.BYTES);
    bytes.asLongBuffer().put(digests);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Returns the digests that were written.
   *
   * @param count how many there are
   * @throws BadInputException if there are others
   */
  static long[] decoded(String digests, int count) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(digests);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("digests: expected Base64: " + e.getMessage(), e);
    }
    if (bytes.length != (long) count * Long.BYTES) {
      throw new BadInputException(
          "digests: expected %d bytes for %d shapes, found %d"
              .formatted((long) count * Long.BYTES, count, bytes.length));
    }
    long[] result = new long[count];
    ByteBuffer.wrap(bytes).asLongBuffer().get(result);
    return result;
  }

  /**
   * Returns this, which makes sense.
   *
   * @throws BadInputException if it does not
   */
  BlockProof checked() {
    long[] _ = decoded(digests, block.shapes());
    ShapeTally counted = tally.checked();
    if (counted.shapes() != block.shapes()) {
      throw new BadInputException(
          "tally: expected %d shapes, found %d".formatted(block.shapes(), counted.shapes()));
    }
    return this;
  }
}
