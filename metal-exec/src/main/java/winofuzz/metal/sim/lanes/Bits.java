package winofuzz.metal.sim.lanes;

import winofuzz.metal.msl.ScalarType;

/** Scalars as bits in memory and as lanes of a register. */
public final class Bits {

  private Bits() {}

  public static float decodeFloat(ScalarType type, long bits) {
    return switch (type.format()) {
      case HALF -> Float.float16ToFloat((short) bits);
      case BFLOAT -> Float.intBitsToFloat((int) bits << 16);
      case FLOAT -> Float.intBitsToFloat((int) bits);
    };
  }

  public static long encodeFloat(ScalarType type, float value) {
    return switch (type.format()) {
      case HALF -> Float.floatToFloat16(value);
      case BFLOAT -> Float.floatToRawIntBits(value) >>> 16;
      case FLOAT -> Float.floatToRawIntBits(value);
    };
  }

  /** Returns the canonical form of an integer of up to 32 bits. */
  public static int decodeInt(ScalarType type, long bits) {
    return switch (type) {
      case BOOL -> (bits & 0xff) != 0 ? 1 : 0;
      case CHAR -> (byte) bits;
      case UCHAR -> (int) (bits & 0xff);
      case SHORT -> (short) bits;
      case USHORT -> (int) (bits & 0xffff);
      case INT, UINT -> (int) bits;
      case LONG, ULONG, HALF, BFLOAT, FLOAT, FIELD ->
          throw new AssertionError(type + " is no integer type of up to 32 bits");
    };
  }
}
