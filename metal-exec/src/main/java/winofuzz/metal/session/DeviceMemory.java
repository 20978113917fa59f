package winofuzz.metal.session;

import java.util.Arrays;
import java.util.BitSet;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.Buffer;
import winofuzz.metal.ElementType;

/**
 * Bytes that kernels and their host read and write, and for each whether anything wrote it. Not
 * safe for use by several threads.
 */
public final class DeviceMemory {

  private final byte[] bytes;
  private final BitSet unwritten;

  /**
   * Memory that nothing wrote; it reads as zeros.
   *
   * @param size in bytes
   */
  public DeviceMemory(int size) {
    this.bytes = new byte[size];
    this.unwritten = new BitSet(size);
    unwritten.set(0, size);
  }

  /** Returns its size in bytes. */
  public int size() {
    return bytes.length;
  }

  /** Returns whether every byte was written. */
  public boolean isWritten() {
    return unwritten.isEmpty();
  }

  /** Returns how many bytes nothing wrote. */
  public int unwritten() {
    return unwritten.cardinality();
  }

  /**
   * Copies bytes in.
   *
   * @throws BadLaunchException if they do not fit
   */
  public void write(long offset, byte[] from) {
    int at = requirePart(offset, from.length);
    System.arraycopy(from, 0, bytes, at, from.length);
    unwritten.clear(at, at + from.length);
  }

  /**
   * Copies bytes out; what nothing wrote is zero.
   *
   * @throws BadLaunchException if there are not as many
   */
  public byte[] read(long offset, long size) {
    int at = requirePart(offset, size);
    return Arrays.copyOfRange(bytes, at, at + (int) size);
  }

  /**
   * Copies bytes from a memory, which may be this one; what nothing wrote there is unwritten here.
   *
   * @throws BadLaunchException if they do not fit
   */
  public void copy(long offset, DeviceMemory from, long fromOffset, long size) {
    int source = from.requirePart(fromOffset, size);
    int target = requirePart(offset, size);
    BitSet missing = from.unwritten.get(source, source + (int) size);
    System.arraycopy(from.bytes, source, bytes, target, (int) size);
    setUnwritten(target, (int) size, missing);
  }

  /**
   * Returns a part as typed elements.
   *
   * @throws BadLaunchException if it does not lie in this memory
   */
  Buffer part(ElementType type, long offset, int length) {
    int size = Math.multiplyExact(length, type.bytes());
    int at = requirePart(offset, size);
    byte[] copied = Arrays.copyOfRange(bytes, at, at + size);
    return Buffer.ofBytes(type, copied, unwritten.get(at, at + size));
  }

  /** Takes over what a kernel left in a part. */
  void take(long offset, Buffer contents) {
    byte[] from = contents.toBytes();
    int at = requirePart(offset, from.length);
    System.arraycopy(from, 0, bytes, at, from.length);
    setUnwritten(at, from.length, contents.unwritten());
  }

  private void setUnwritten(int at, int size, BitSet missing) {
    unwritten.clear(at, at + size);
    missing.stream().forEach(i -> unwritten.set(at + i));
  }

  private int requirePart(long offset, long size) {
    if (offset < 0 || size < 0 || offset > bytes.length - size) {
      throw new BadLaunchException(
          "expected a part of a memory of %d bytes, found offset %d and size %d"
              .formatted(bytes.length, offset, size));
    }
    return (int) offset;
  }
}
