package winofuzz.fuzz.programs;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import winofuzz.ir.DType;

/**
 * Exact numbers of a type. Unsigned integers wrap around. What else leaves its type is an {@link
 * UndefinedValueException}: signed integers that overflow, floats that round or are not normal.
 */
final class ExactNumbers {
  /** Floats are multiples of 2 to the power of minus this. */
  private static final int FRACTION_BITS = 60;

  private static final BigDecimal SCALE = new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS));

  private ExactNumbers() {}

  /** Returns the result of an operation as an element. */
  static BigDecimal settled(DType dtype, BigDecimal result) {
    if (dtype.isBool()) {
      return result.signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE;
    }
    if (dtype.isFloat()) {
      return requireFloat(dtype, result);
    }
    if (dtype.kind().isUnsigned()) {
      return wrapped(dtype, result.toBigIntegerExact());
    }
    return requireInteger(dtype, result, "overflows");
  }

  /** Returns whether a number is an element of a type. */
  static boolean isElement(DType dtype, BigDecimal number) {
    try {
      if (dtype.isBool()) {
        return number.signum() == 0 || number.compareTo(BigDecimal.ONE) == 0;
      }
      BigDecimal _ =
          dtype.isFloat() ? requireFloat(dtype, number) : requireInteger(dtype, number, "is none");
      return true;
    } catch (UndefinedValueException e) {
      return false;
    }
  }

  /**
   * Returns a number converted: a float to an integer by its whole part, which must be in range.
   */
  static BigDecimal cast(DType from, DType to, BigDecimal number) {
    if (to.isBool() || to.isFloat()) {
      return settled(to, number);
    }
    if (from.isFloat()) {
      return requireInteger(to, number.setScale(0, RoundingMode.DOWN), "is out of range");
    }
    return wrapped(to, number.toBigIntegerExact());
  }

  /**
   * Returns the element of a type that has the bits of an element of another one. What comes of a
   * zero float is undefined, as its sign is.
   */
  static BigDecimal bitcast(DType from, DType to, BigDecimal number) {
    BigInteger bits = from.isFloat() ? floatBits(from, number) : number.toBigIntegerExact();
    return to.isFloat()
        ? floatOf(to, bits.mod(BigInteger.ONE.shiftLeft(bits(to))).intValue())
        : wrapped(to, bits);
  }

  private static BigInteger floatBits(DType dtype, BigDecimal number) {
    if (number.signum() == 0) {
      throw new UndefinedValueException("the bits of a zero");
    }
    float value = number.floatValue();
    return BigInteger.valueOf(
        switch (dtype.kind()) {
          case FLOAT16 -> Float.floatToFloat16(value);
          case BFLOAT16 -> Float.floatToRawIntBits(value) >> Short.SIZE;
          default -> Float.floatToRawIntBits(value); // A double is none of the types of elements.
        });
  }

  private static BigDecimal floatOf(DType dtype, int bits) {
    float value =
        switch (dtype.kind()) {
          case FLOAT16 -> Float.float16ToFloat((short) bits);
          case BFLOAT16 -> Float.intBitsToFloat(bits << Short.SIZE);
          default -> Float.intBitsToFloat(bits); // As above.
        };
    if (!Float.isFinite(value) || (value == 0 && bits != 0)) {
      throw new UndefinedValueException(value + " as " + dtype);
    }
    return settled(dtype, new BigDecimal(value));
  }

  /** Returns the integer of a type with the same low bits. */
  static BigDecimal wrapped(DType dtype, BigInteger number) {
    int bits = bits(dtype);
    BigInteger low = number.mod(BigInteger.ONE.shiftLeft(bits));
    boolean isNegative = !dtype.kind().isUnsigned() && low.testBit(bits - 1);
    return new BigDecimal(isNegative ? low.subtract(BigInteger.ONE.shiftLeft(bits)) : low);
  }

  /** Returns the least element of an integer type. */
  static BigDecimal least(DType dtype) {
    return dtype.kind().isUnsigned()
        ? BigDecimal.ZERO
        : new BigDecimal(BigInteger.ONE.shiftLeft(bits(dtype) - 1).negate());
  }

  /** Returns the largest element of an integer type. */
  static BigDecimal largest(DType dtype) {
    int bits = dtype.kind().isUnsigned() ? bits(dtype) : bits(dtype) - 1;
    return new BigDecimal(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  /** Returns how many bits an element has. */
  static int bits(DType dtype) {
    return Byte.SIZE * dtype.kind().bytes();
  }

  private static BigDecimal requireInteger(DType dtype, BigDecimal number, String problem) {
    boolean isWhole = number.stripTrailingZeros().scale() <= 0;
    if (!isWhole || number.compareTo(least(dtype)) < 0 || number.compareTo(largest(dtype)) > 0) {
      throw new UndefinedValueException("%s %s as %s".formatted(number, problem, dtype));
    }
    return number;
  }

  private static BigDecimal requireFloat(DType dtype, BigDecimal number) {
    double value = number.doubleValue();
    boolean isNormal =
        value == 0 || (Math.abs(value) >= leastNormal(dtype) && Math.abs(value) <= most(dtype));
    if (!isNormal || new BigDecimal(value).compareTo(number) != 0 || !hasFormat(dtype, value)) {
      throw new UndefinedValueException("%s rounds as %s".formatted(number, dtype));
    }
    return number;
  }

  private static boolean hasFormat(DType dtype, double value) {
    float narrow = (float) value;
    return narrow == value
        && switch (dtype.kind()) {
          case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16(narrow)) == narrow;
          case BFLOAT16 -> (Float.floatToRawIntBits(narrow) & 0xffff) == 0;
          default -> true; // A double is none of the types of elements.
        };
  }

  private static double leastNormal(DType dtype) {
    return dtype.equals(DType.FLOAT16) ? 0x1p-14 : 0x1p-40;
  }

  private static double most(DType dtype) {
    return dtype.equals(DType.FLOAT16) ? 0x1p15 : 0x1p40;
  }

  /** Returns how many bits the significand of a float type has. */
  private static int precision(DType dtype) {
    return switch (dtype.kind()) {
      case FLOAT16 -> 11;
      case BFLOAT16 -> 8;
      default -> 24; // Only float32 is left among the float types of elements.
    };
  }

  /** Returns a sum, which must be the same in any order of additions. */
  static BigDecimal sum(DType dtype, List<BigDecimal> terms) {
    BigDecimal magnitude =
        terms.stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (dtype.isFloat()) {
      int grain = terms.stream().mapToInt(ExactNumbers::lowestBit).min().orElse(0);
      if (scaled(magnitude).shiftRight(grain).bitLength() > precision(dtype)) {
        throw new UndefinedValueException("a sum rounds as " + dtype);
      }
    }
    BigDecimal _ = settled(dtype, magnitude);
    return settled(dtype, terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  /** Returns a product, which must be the same in any order of multiplications. */
  static BigDecimal product(DType dtype, List<BigDecimal> factors) {
    BigDecimal large = BigDecimal.ONE;
    BigDecimal small = BigDecimal.ONE;
    for (BigDecimal factor : factors) {
      BigDecimal magnitude = factor.abs();
      large = large.multiply(magnitude.max(BigDecimal.ONE));
      small =
          small.multiply(magnitude.signum() == 0 ? BigDecimal.ONE : magnitude.min(BigDecimal.ONE));
    }
    // What any partial product has as its odd part is no longer than that of these.
    BigDecimal _ = settled(dtype, large);
    if (dtype.isFloat()) {
      BigDecimal _ = settled(dtype, small);
      BigDecimal _ = settled(dtype, large.multiply(small));
    }
    return settled(dtype, factors.stream().reduce(BigDecimal.ONE, BigDecimal::multiply));
  }

  /** Returns the place of the lowest bit of a float, 0 being the last one there may be. */
  private static int lowestBit(BigDecimal number) {
    return number.signum() == 0 ? Integer.MAX_VALUE : scaled(number).getLowestSetBit();
  }

  private static BigInteger scaled(BigDecimal number) {
    try {
      return number.multiply(SCALE).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new UndefinedValueException(number + " is too fine");
    }
  }
}
