package winofuzz.metal.sim.lanes;

import winofuzz.metal.msl.ScalarType;

/** The kind of array a register is. */
public enum Bank {
  /** {@code float[]}: float, and half and bfloat as the floats of equal value. */
  FLOAT,
  /** {@code int[]}: bool as 0 or 1, and integers of up to 32 bits, the narrower ones extended. */
  INT,
  /** {@code long[]}: the 64-bit integers, and field elements as their residues. */
  LONG;

  public static Bank of(ScalarType type) {
    return switch (type) {
      case FLOAT, HALF, BFLOAT -> FLOAT;
      case BOOL, CHAR, UCHAR, SHORT, USHORT, INT, UINT -> INT;
      case LONG, ULONG, FIELD -> LONG;
    };
  }
}
