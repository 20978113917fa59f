package winofuzz.fuzz.story;

import java.util.Locale;
import winofuzz.fuzz.oracle.Ulps;
import winofuzz.ir.DType;

/** Writes floats as people compare them: in decimal digits and in bits. */
final class FloatText {
  private static final int DIGIT = 4;

  private FloatText() {}

  /** Returns the value of a float of a type, in as many digits as tell it from its neighbours. */
  static String decimal(DType dtype, double value) {
    return width(dtype) <= Float.SIZE ? Float.toString((float) value) : Double.toString(value);
  }

  /** Returns the bits of a float of a type. */
  static String bits(DType dtype, double value) {
    String digits = "%0" + width(dtype) / DIGIT + "x";
    return String.format(Locale.ROOT, "0x" + digits, Ulps.bits(dtype, value));
  }

  private static int width(DType dtype) {
    return switch (dtype.kind()) {
      case FLOAT16, BFLOAT16 -> Short.SIZE;
      case FLOAT32 -> Float.SIZE;
      case FLOAT64, VOID, INDEX, BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          Double.SIZE;
    };
  }
}
