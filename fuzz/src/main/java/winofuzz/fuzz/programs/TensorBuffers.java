package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import winofuzz.ir.DType;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/** Tensors as buffers of a device. */
public final class TensorBuffers {
  private TensorBuffers() {}

  /** Returns the buffer that holds a tensor. */
  public static Buffer buffer(Tensor tensor) {
    ElementType type = ElementType.named(tensor.type().dtype().kind().label());
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.elements().size() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (BigDecimal element : tensor.elements()) {
      put(bytes, type, element);
    }
    return Buffer.ofBytes(type, bytes.array());
  }

  private static void put(ByteBuffer bytes, ElementType type, BigDecimal element) {
    if (type.isFloating()) {
      bytes.put(Buffer.ofDoubles(type, element.doubleValue()).toBytes());
      return;
    }
    long bits = element.toBigIntegerExact().longValue();
    switch (type.bytes()) {
      case 1 -> bytes.put((byte) bits);
      case 2 -> bytes.putShort((short) bits);
      case 4 -> bytes.putInt((int) bits);
      default -> bytes.putLong(bits); // Eight bytes are the most.
    }
  }

  /** Returns an element of a buffer as a number; empty for one that is not finite. */
  private static Optional<BigDecimal> number(DType dtype, Buffer buffer, int index) {
    if (dtype.isFloat()) {
      double value = buffer.number(index);
      return Double.isFinite(value) ? Optional.of(new BigDecimal(value)) : Optional.empty();
    }
    if (dtype.isBool()) {
      // Anything but 0 and 1 is no bool, and is seen by that.
      return Optional.of(BigDecimal.valueOf(buffer.bits(index)));
    }
    BigInteger bits = new BigInteger(Long.toUnsignedString(buffer.bits(index)));
    return Optional.of(ExactNumbers.wrapped(dtype, bits));
  }

  /**
   * Returns the tensor that a buffer holds.
   *
   * @throws java.util.NoSuchElementException if an element is not finite
   */
  public static Tensor tensor(TensorType type, Buffer buffer) {
    List<BigDecimal> elements = new ArrayList<>();
    for (int i = 0; i < type.elements(); i++) {
      elements.add(number(type.dtype(), buffer, i).orElseThrow());
    }
    return new Tensor(type, elements);
  }

  /**
   * Returns which elements of a buffer are not those of a tensor. Zeros of either sign are equal,
   * and a NaN is equal to nothing.
   */
  public static List<Integer> differences(Tensor expected, Buffer found) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < expected.elements().size(); i++) {
      BigDecimal element = expected.elements().get(i);
      if (number(expected.type().dtype(), found, i)
          .filter(n -> n.compareTo(element) == 0)
          .isEmpty()) {
        result.add(i);
      }
    }
    return result;
  }
}
