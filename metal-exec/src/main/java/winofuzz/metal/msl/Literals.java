package winofuzz.metal.msl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** The values of number tokens. */
public final class Literals {

  private static final BigInteger MOST_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final int LONGEST = 400;

  private Literals() {}

  /**
   * Returns an integer token: its suffix and size decide its type, as in C++ with a 64-bit long.
   */
  static TypedExpression.IntegerLiteral integer(Source source, Token token) {
    int small = smallDecimal(token.text());
    if (small >= 0) {
      return new TypedExpression.IntegerLiteral(ScalarType.INT, small, token.offset());
    }
    String text = token.text().toLowerCase(Locale.ROOT);
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == 'u' || text.charAt(end - 1) == 'l')) {
      end--;
    }
    String suffix = text.substring(end);
    boolean unsigned = suffix.contains("u");
    boolean wide = suffix.contains("l");
    String digits = text.substring(0, end);
    int radix = radix(digits);
    BigInteger value = parse(source, token, digits, radix);
    boolean decimal = radix == 10;
    ScalarType type;
    if (!wide && !unsigned && value.bitLength() < 32) {
      type = ScalarType.INT;
    } else if (!wide && (unsigned || !decimal) && value.bitLength() <= 32) {
      type = ScalarType.UINT;
    } else if (!unsigned && value.bitLength() < 64) {
      type = ScalarType.LONG;
    } else {
      type = ScalarType.ULONG;
    }
    return new TypedExpression.IntegerLiteral(
        type, ScalarValues.wrap(type, value.longValue()), token.offset());
  }

  /**
   * Returns the value of up to nine plain decimal digits, which nearly all integers are; -1 for
   * others.
   */
  private static int smallDecimal(String text) {
    int length = text.length();
    if (length > 9 || (length > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int radix(String digits) {
    if (digits.startsWith("0x")) {
      return 16;
    }
    if (digits.startsWith("0b")) {
      return 2;
    }
    return digits.length() > 1 && digits.startsWith("0") ? 8 : 10;
  }

  private static BigInteger parse(Source source, Token token, String digits, int radix) {
    String plain = radix == 16 || radix == 2 ? digits.substring(2) : digits;
    if (plain.length() <= LONGEST && plain.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      BigInteger value =
          plain.isEmpty() ? MOST_UNSIGNED.add(BigInteger.ONE) : new BigInteger(plain, radix);
      if (value.compareTo(MOST_UNSIGNED) <= 0) {
        return value;
      }
    }
    throw source.malformed(
        token.offset(), "expected an integer of at most 64 bits, found " + token.described());
  }

  /** Returns a floating token as what the numbers of its text are. */
  static TypedExpression floating(Source source, Token token, Numbers numbers) {
    TypedExpression.FloatLiteral literal = floating(source, token);
    return numbers.literal(literal.type(), literal.value(), token.text(), token.offset());
  }

  /** Returns a floating token: {@code h} makes a half, {@code bf} a bfloat, else it is a float. */
  public static TypedExpression.FloatLiteral floating(Source source, Token token) {
    String text = token.text().toLowerCase(Locale.ROOT);
    ScalarType type = ScalarType.FLOAT;
    String digits = text;
    if (text.endsWith("bf")) {
      type = ScalarType.BFLOAT;
      digits = text.substring(0, text.length() - 2);
    } else if (text.endsWith("h")) {
      type = ScalarType.HALF;
      digits = text.substring(0, text.length() - 1);
    } else if (text.endsWith("f")) {
      digits = text.substring(0, text.length() - 1);
    }
    boolean plausible =
        !digits.isEmpty()
            && digits.length() <= LONGEST
            && !digits.endsWith("f")
            && !digits.endsWith("d");
    if (plausible) {
      try {
        return new TypedExpression.FloatLiteral(type, rounded(type, digits), token.offset());
      } catch (NumberFormatException e) {
        throw source.malformed(token.offset(), "expected a number, found " + token.described());
      }
    }
    throw source.malformed(token.offset(), "expected a number, found " + token.described());
  }

  /**
   * Rounds once: to float by {@link Float#parseFloat}; to the narrower types by rounding the float
   * to odd first, which keeps what decides their rounding.
   */
  private static float rounded(ScalarType type, String digits) {
    float nearest = Float.parseFloat(digits);
    if (type == ScalarType.FLOAT || digits.startsWith("0x") || !Float.isFinite(nearest)) {
      return ScalarValues.round(type, nearest);
    }
    int side = new BigDecimal(digits).compareTo(new BigDecimal(nearest));
    boolean even = (Float.floatToRawIntBits(nearest) & 1) == 0;
    if (side != 0 && even) {
      nearest = side > 0 ? Math.nextUp(nearest) : Math.nextDown(nearest);
    }
    return ScalarValues.round(type, nearest);
  }
}
