package winofuzz.metal.msl;

/** Values of the scalar types as the front end keeps them in constants. */
final class ScalarValues {

  private ScalarValues() {}

  /** Returns the value of an integer type with these low bits, sign-extended for a signed type. */
  static long wrap(ScalarType type, long bits) {
    return switch (type) {
      case BOOL -> bits == 0 ? 0 : 1;
      case CHAR -> (byte) bits;
      case UCHAR -> bits & 0xff;
      case SHORT -> (short) bits;
      case USHORT -> bits & 0xffff;
      case INT -> (int) bits;
      case UINT -> bits & 0xffffffffL;
      case LONG, ULONG -> bits;
      case HALF, BFLOAT, FLOAT, FIELD -> throw new AssertionError(type + " is not an integer type");
    };
  }

  /** Returns the nearest value of a floating type, ties to even. */
  static float round(ScalarType type, float value) {
    return switch (type) {
      case FLOAT -> value;
      case HALF -> Float.float16ToFloat(Float.floatToFloat16(value));
      case BFLOAT -> {
        int bits = Float.floatToRawIntBits(value);
        int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
        yield Float.isNaN(value)
            ? Float.intBitsToFloat((bits & 0xffff0000) | 0x00400000)
            : Float.intBitsToFloat(rounded & 0xffff0000);
      }
      case BOOL, CHAR, UCHAR, SHORT, USHORT, INT, UINT, LONG, ULONG, FIELD ->
          throw new AssertionError(type + " has no floating format");
    };
  }
}
