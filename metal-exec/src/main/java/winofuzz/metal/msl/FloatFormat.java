package winofuzz.metal.msl;

/** The formats of Metal's floating types. */
public enum FloatFormat {
  /** IEEE 754 binary16, Metal's {@code half}. */
  HALF,
  /** The upper half of a binary32, Metal's {@code bfloat}. */
  BFLOAT,
  /** IEEE 754 binary32, Metal's {@code float}. */
  FLOAT
}
