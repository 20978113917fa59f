package winofuzz.metal.msl;

import org.jspecify.annotations.Nullable;

/**
 * A scalar type of Metal; {@code long} is 64 bits wide. {@link #FIELD} is none of Metal's, and what
 * its floating types become in a text that is read with {@link Numbers#FIELD_ELEMENTS}.
 */
public enum ScalarType implements Type {
  BOOL("bool", 1, Family.BOOLEAN, 0),
  CHAR("char", 1, Family.SIGNED, 1),
  UCHAR("uchar", 1, Family.UNSIGNED, 1),
  SHORT("short", 2, Family.SIGNED, 2),
  USHORT("ushort", 2, Family.UNSIGNED, 2),
  INT("int", 4, Family.SIGNED, 3),
  UINT("uint", 4, Family.UNSIGNED, 3),
  LONG("long", 8, Family.SIGNED, 4),
  ULONG("ulong", 8, Family.UNSIGNED, 4),
  HALF("half", 2, FloatFormat.HALF, 5),
  BFLOAT("bfloat", 2, FloatFormat.BFLOAT, 5),
  FLOAT("float", 4, FloatFormat.FLOAT, 6),
  /** An element of a prime field. Its name has a space, so that no text can name it. */
  FIELD("field element", 8, Family.FLOATING, null, 7);

  private enum Family {
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FLOATING
  }

  private final String spelling;
  private final int bytes;
  private final Family family;
  private final @Nullable FloatFormat format;
  private final int rank;

  ScalarType(String spelling, int bytes, Family family, int rank) {
    this(spelling, bytes, family, null, rank);
  }

  ScalarType(String spelling, int bytes, FloatFormat format, int rank) {
    this(spelling, bytes, Family.FLOATING, format, rank);
  }

  ScalarType(String spelling, int bytes, Family family, @Nullable FloatFormat format, int rank) {
    this.spelling = spelling;
    this.bytes = bytes;
    this.family = family;
    this.format = format;
    this.rank = rank;
  }

  @Override
  public String spelling() {
    return spelling;
  }

  /** Size in memory, in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return family == Family.FLOATING;
  }

  /** Returns the format of a floating type of Metal; no other type may be asked. */
  public FloatFormat format() {
    FloatFormat known = format;
    if (known == null) {
      throw new AssertionError(this + " has no floating format");
    }
    return known;
  }

  /** Returns the unsigned type of the width of this integer type. */
  ScalarType unsigned() {
    return switch (this) {
      case CHAR, UCHAR -> UCHAR;
      case SHORT, USHORT -> USHORT;
      case INT, UINT -> UINT;
      case LONG, ULONG -> ULONG;
      case BOOL, HALF, BFLOAT, FLOAT, FIELD ->
          throw new AssertionError(this + " has no unsigned type");
    };
  }

  /** Returns whether it is an integer type or {@code bool}. */
  public boolean isInteger() {
    return family != Family.FLOATING;
  }

  public boolean isUnsigned() {
    return family == Family.UNSIGNED || family == Family.BOOLEAN;
  }

  /** Returns the type after C's integer promotion: {@code int} for every narrower integer. */
  ScalarType promoted() {
    return isInteger() && rank < INT.rank ? INT : this;
  }

  /** Returns the common type of two operands after C's usual arithmetic conversions. */
  static ScalarType common(ScalarType left, ScalarType right) {
    ScalarType a = left.promoted();
    ScalarType b = right.promoted();
    if (a.isFloating() && b.isFloating() && a != b) {
      return FLOAT;
    }
    if (a.rank != b.rank) {
      return a.rank > b.rank ? a : b;
    }
    return a.isUnsigned() ? a : b;
  }
}
