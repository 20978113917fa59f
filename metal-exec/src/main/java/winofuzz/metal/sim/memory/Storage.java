package winofuzz.metal.sim.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory as an array of units of 1, 2, 4 or 8 bytes, each read and written as its bits. */
public abstract sealed class Storage {

  public abstract int length();

  abstract int unitBytes();

  /** Returns the bits of a unit, zero-extended. */
  abstract long bits(int unit);

  abstract void setBits(int unit, long bits);

  abstract void copyFrom(ByteBuffer bytes);

  abstract void copyTo(ByteBuffer bytes);

  /** Storage of zeros. */
  static Storage allocate(int unitBytes, boolean floats, int length) {
    return switch (unitBytes) {
      case 1 -> new OfBytes(new byte[length]);
      case 2 -> new OfShorts(new short[length]);
      case 4 -> floats ? new OfFloats(new float[length]) : new OfInts(new int[length]);
      case 8 -> new OfLongs(new long[length]);
      default -> throw new AssertionError("no unit of " + unitBytes + " bytes");
    };
  }

  /** Returns the contents. */
  byte[] toBytes() {
    byte[] bytes = new byte[length() * unitBytes()];
    copyTo(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    return bytes;
  }

  public static final class OfFloats extends Storage {
    private final float[] values;

    OfFloats(float[] values) {
      this.values = values;
    }

    /** Returns the units themselves. */
    public float[] values() {
      return values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    int unitBytes() {
      return 4;
    }

    @Override
    long bits(int unit) {
      return Float.floatToRawIntBits(values[unit]) & 0xffffffffL;
    }

    @Override
    void setBits(int unit, long bits) {
      values[unit] = Float.intBitsToFloat((int) bits);
    }

    @Override
    void copyFrom(ByteBuffer bytes) {
      bytes.asFloatBuffer().get(values);
    }

    @Override
    void copyTo(ByteBuffer bytes) {
      bytes.asFloatBuffer().put(values);
    }
  }

  public static final class OfInts extends Storage {
    private final int[] values;

    OfInts(int[] values) {
      this.values = values;
    }

    /** Returns the units themselves. */
    public int[] values() {
      return values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    int unitBytes() {
      return 4;
    }

    @Override
    long bits(int unit) {
      return values[unit] & 0xffffffffL;
    }

    @Override
    void setBits(int unit, long bits) {
      values[unit] = (int) bits;
    }

    @Override
    void copyFrom(ByteBuffer bytes) {
      bytes.asIntBuffer().get(values);
    }

    @Override
    void copyTo(ByteBuffer bytes) {
      bytes.asIntBuffer().put(values);
    }
  }

  public static final class OfLongs extends Storage {
    private final long[] values;

    OfLongs(long[] values) {
      this.values = values;
    }

    /** Returns the units themselves. */
    public long[] values() {
      return values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    int unitBytes() {
      return 8;
    }

    @Override
    long bits(int unit) {
      return values[unit];
    }

    @Override
    void setBits(int unit, long bits) {
      values[unit] = bits;
    }

    @Override
    void copyFrom(ByteBuffer bytes) {
      bytes.asLongBuffer().get(values);
    }

    @Override
    void copyTo(ByteBuffer bytes) {
      bytes.asLongBuffer().put(values);
    }
  }

  public static final class OfShorts extends Storage {
    private final short[] values;

    OfShorts(short[] values) {
      this.values = values;
    }

    /** Returns the units themselves. */
    public short[] values() {
      return values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    int unitBytes() {
      return 2;
    }

    @Override
    long bits(int unit) {
      return values[unit] & 0xffffL;
    }

    @Override
    void setBits(int unit, long bits) {
      values[unit] = (short) bits;
    }

    @Override
    void copyFrom(ByteBuffer bytes) {
      bytes.asShortBuffer().get(values);
    }

    @Override
    void copyTo(ByteBuffer bytes) {
      bytes.asShortBuffer().put(values);
    }
  }

  static final class OfBytes extends Storage {
    private final byte[] values;

    OfBytes(byte[] values) {
      this.values = values;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    int unitBytes() {
      return 1;
    }

    @Override
    long bits(int unit) {
      return values[unit] & 0xffL;
    }

    @Override
    void setBits(int unit, long bits) {
      values[unit] = (byte) bits;
    }

    @Override
    void copyFrom(ByteBuffer bytes) {
      bytes.get(values);
    }

    @Override
    void copyTo(ByteBuffer bytes) {
      bytes.put(values);
    }
  }
}
