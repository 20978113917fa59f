package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.InputFile;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** Arrays as files without a header, little-endian. */
final class RawValues {
  private RawValues() {}

  /**
   * Reads numbers of a type, each as wide as the type; a bool is a byte.
   *
   * @param elements how many there must be
   */
  static Values read(Path file, DType dtype, long elements) throws IOException {
    long expected = elements * dtype.kind().bytes();
    long found = new InputFile(file, Long.MAX_VALUE).size();
    if (found != expected) {
      throw new BadInputException(
          "%s: expected %d elements of %s (%d bytes), found %d bytes"
              .formatted(file, elements, dtype, expected, found));
    }
    ByteBuffer bytes =
        ByteBuffer.wrap(new InputFile(file, expected).bytes()).order(ByteOrder.LITTLE_ENDIAN);
    return switch (dtype.kind()) {
      case FLOAT64 -> {
        double[] cells = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(cells);
        yield Values.of(cells);
      }
      case FLOAT32 -> {
        float[] cells = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(cells);
        yield Values.of(cells);
      }
      case FLOAT16, BFLOAT16 -> narrow(bytes, dtype);
      case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, INDEX ->
          integers(bytes, dtype);
      case VOID -> throw new BadInputException(file + ": expected a type with values, found void");
    };
  }

  private static Values narrow(ByteBuffer bytes, DType dtype) {
    float[] cells = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < cells.length; i++) {
      short bits = bytes.getShort();
      cells[i] =
          dtype.equals(DType.FLOAT16)
              ? Float.float16ToFloat(bits)
              : Float.intBitsToFloat(bits << 16);
    }
    return Values.of(dtype, cells);
  }

  private static Values integers(ByteBuffer bytes, DType dtype) {
    int width = dtype.kind().bytes();
    long[] cells = new long[bytes.remaining() / width];
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          switch (width) {
            case Byte.BYTES -> bytes.get();
            case Short.BYTES -> bytes.getShort();
            case Integer.BYTES -> bytes.getInt();
            default -> bytes.getLong();
          };
    }
    return Values.of(dtype, cells);
  }

  /** float32 for ieee, float64 for exact, and for bound the values and then the bounds. */
  static byte[] write(Values values, Semantics semantics) {
    int size = values.size();
    int width = semantics == Semantics.IEEE ? Float.BYTES : Double.BYTES;
    int count = values instanceof Values.Bounded ? 2 * size : size;
    ByteBuffer buffer = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      if (semantics == Semantics.IEEE) {
        buffer.putFloat((float) values.at(i));
      } else {
        buffer.putDouble(values.at(i));
      }
    }
    if (values instanceof Values.Bounded bounded) {
      for (int i = 0; i < size; i++) {
        buffer.putDouble(bounded.boundAt(i));
      }
    }
    return buffer.array();
  }
}
