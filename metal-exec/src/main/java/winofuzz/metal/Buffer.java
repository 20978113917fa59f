package winofuzz.metal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Typed elements in memory, little-endian, some of which nothing may have written; immutable. */
public final class Buffer {

  private final ElementType type;
  private final byte[] bytes;
  private final @Nullable BitSet unwritten;

  private Buffer(ElementType type, byte[] bytes) {
    this(type, bytes, null);
  }

  private Buffer(ElementType type, byte[] bytes, @Nullable BitSet unwritten) {
    if (bytes.length % type.bytes() != 0) {
      throw new BadLaunchException(
          "buffer of %s: expected a multiple of %d bytes, found %d"
              .formatted(type.spelling(), type.bytes(), bytes.length));
    }
    this.type = type;
    this.bytes = bytes;
    this.unwritten = unwritten;
  }

  /** Returns a buffer of zeros. */
  public static Buffer zeros(ElementType type, int length) {
    long size = (long) length * type.bytes();
    if (length < 0 || size > Integer.MAX_VALUE - 16) {
      throw new BadLaunchException(
          "buffer of %s: expected 0 to 2^31 bytes, found %d elements"
              .formatted(type.spelling(), length));
    }
    return new Buffer(type, new byte[(int) size]);
  }

  /** Returns a buffer of these little-endian bytes, copied. */
  public static Buffer ofBytes(ElementType type, byte[] bytes) {
    return new Buffer(type, bytes.clone());
  }

  /**
   * Returns a buffer of these little-endian bytes, copied.
   *
   * @param unwritten the indices of the bytes that nothing wrote
   */
  public static Buffer ofBytes(ElementType type, byte[] bytes, BitSet unwritten) {
    return new Buffer(type, bytes.clone(), unwritten.isEmpty() ? null : (BitSet) unwritten.clone());
  }

  public static Buffer ofFloats(float... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    littleEndian(bytes).asFloatBuffer().put(values);
    return new Buffer(ElementType.FLOAT32, bytes);
  }

  public static Buffer ofInts(int... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Integer.BYTES)];
    littleEndian(bytes).asIntBuffer().put(values);
    return new Buffer(ElementType.INT32, bytes);
  }

  /**
   * Returns a buffer of numbers, each converted to the type: floating types round to nearest even,
   * integers keep their low bits.
   */
  public static Buffer ofDoubles(ElementType type, double... values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, type.bytes())];
    ByteBuffer target = littleEndian(bytes);
    for (double value : values) {
      switch (type) {
        case FLOAT32 -> target.putFloat((float) value);
        case FLOAT16 -> target.putShort(NarrowFloats.toFloat16(value));
        case BFLOAT16 -> target.putShort(NarrowFloats.toBfloat16(value));
        case INT8, UINT8 -> target.put((byte) (long) value);
        case INT16, UINT16 -> target.putShort((short) (long) value);
        case INT32, UINT32 -> target.putInt((int) (long) value);
        case INT64, UINT64 -> target.putLong((long) value);
        case BOOL -> target.put((byte) (value != 0 ? 1 : 0));
      }
    }
    return new Buffer(type, bytes);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public ElementType type() {
    return type;
  }

  /** Returns the number of elements. */
  public int length() {
    return bytes.length / type.bytes();
  }

  /** Returns the indices of the bytes that nothing wrote. */
  public BitSet unwritten() {
    return unwritten == null ? new BitSet() : (BitSet) unwritten.clone();
  }

  /** Returns whether every element was written. */
  public boolean isWritten() {
    return unwritten == null;
  }

  /** Returns a read-only little-endian view of the contents. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns a copy of the contents as little-endian bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns a copy of the contents of a float32 buffer. */
  public float[] toFloats() {
    if (type != ElementType.FLOAT32) {
      throw new IllegalStateException("buffer of " + type.spelling() + ": expected float32");
    }
    float[] values = new float[length()];
    view().asFloatBuffer().get(values);
    return values;
  }

  /** Returns the bits of one element, zero-extended. */
  public long bits(int index) {
    ByteBuffer view = littleEndian(bytes);
    int at = index * type.bytes();
    return switch (type.bytes()) {
      case 1 -> view.get(at) & 0xffL;
      case 2 -> view.getShort(at) & 0xffffL;
      case 4 -> view.getInt(at) & 0xffffffffL;
      default -> view.getLong(at);
    };
  }

  /** Returns one element as a number; 64-bit integers beyond 2^53 lose their low bits. */
  public double number(int index) {
    long bits = bits(index);
    return switch (type) {
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
      case INT8 -> (byte) bits;
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      case INT64 -> bits;
      case UINT8, UINT16, UINT32, BOOL -> bits;
      case UINT64 -> (bits >>> 1) * 2.0 + (bits & 1);
    };
  }

  /** Returns one element as a message shows it. */
  public String shown(int index) {
    return switch (type) {
      case FLOAT32, FLOAT16, BFLOAT16 -> Float.toString((float) number(index));
      case INT8, INT16, INT32, INT64 -> Long.toString(signed(index));
      case UINT8, UINT16, UINT32, UINT64, BOOL -> Long.toUnsignedString(bits(index));
    };
  }

  private long signed(int index) {
    int unused = Long.SIZE - 8 * type.bytes();
    return bits(index) << unused >> unused;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Buffer b
        && type == b.type
        && Arrays.equals(bytes, b.bytes)
        && Objects.equals(unwritten, b.unwritten);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return type.spelling() + "[" + length() + "]";
  }
}
