package winofuzz.interpret;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import winofuzz.ir.DType;

/** What numbers of each type are and how they round, in BigDecimal and BigInteger only. */
final class GroundTruth {
  static final List<DType> REALS =
      List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);

  static final List<DType> INTEGERS =
      Arrays.stream(DType.Kind.values())
          .filter(kind -> kind.isInteger() && kind != DType.Kind.INDEX)
          .map(DType::scalar)
          .toList();

  static final List<DType> ALL =
      Stream.of(REALS, INTEGERS, List.of(DType.BOOL)).flatMap(List::stream).toList();

  /** More digits than the longest double has, so that a tie is seen to be one. */
  private static final MathContext DIGITS = new MathContext(1200);

  private GroundTruth() {}

  static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }

  static BigDecimal root(BigDecimal a) {
    return a.sqrt(new MathContext(60));
  }

  /** To nearest, ties to even; of a magnitude past the largest by half a unit, an infinity. */
  static double rounded(DType dtype, BigDecimal exact) {
    return switch (dtype.kind()) {
      case FLOAT64 -> exact.doubleValue();
      case FLOAT32 -> exact.floatValue();
      case FLOAT16 -> rounded(11, -14, 65504, exact);
      case BFLOAT16 -> rounded(8, -126, 0x1.FEp127, exact);
      default -> throw new AssertionError("not a floating-point type: " + dtype);
    };
  }

  private static double rounded(int precision, int minExponent, double max, BigDecimal exact) {
    int exponent = Math.max(Math.getExponent(exact.abs().doubleValue()), minExponent);
    BigDecimal unit = new BigDecimal(Math.scalb(1.0, exponent - precision + 1));
    double result =
        exact.divide(unit).setScale(0, RoundingMode.HALF_EVEN).multiply(unit).doubleValue();
    if (Math.abs(result) > max) {
      return Math.copySign(Double.POSITIVE_INFINITY, exact.signum());
    }
    return exact.signum() < 0 ? Math.copySign(result, -1.0) : result;
  }

  /** A double that is no finite number, or rounded. */
  static double rounded(DType dtype, double value) {
    return Double.isFinite(value) && value != 0 ? rounded(dtype, new BigDecimal(value)) : value;
  }

  static int bits(DType dtype) {
    return dtype.equals(DType.BOOL) ? 1 : 8 * dtype.kind().bytes();
  }

  static boolean isSigned(DType dtype) {
    return switch (dtype.kind()) {
      case INT8, INT16, INT32, INT64 -> true;
      case UINT8, UINT16, UINT32, UINT64, BOOL -> false;
      default -> throw new AssertionError("not an integer type: " + dtype);
    };
  }

  static BigInteger least(DType dtype) {
    return isSigned(dtype) ? BigInteger.TWO.pow(bits(dtype) - 1).negate() : BigInteger.ZERO;
  }

  static BigInteger most(DType dtype) {
    return least(dtype).add(BigInteger.TWO.pow(bits(dtype))).subtract(BigInteger.ONE);
  }

  /** The value with the same lowest bits; of bool, whether it is not zero. */
  static BigInteger wrapped(DType dtype, BigInteger value) {
    if (dtype.equals(DType.BOOL)) {
      return value.signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
    }
    return value.subtract(least(dtype)).mod(BigInteger.TWO.pow(bits(dtype))).add(least(dtype));
  }

  /** Truncated, and then the nearest value in range; NaN is 0. */
  static BigInteger saturated(DType dtype, double value) {
    if (Double.isNaN(value)) {
      return BigInteger.ZERO;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? most(dtype) : least(dtype);
    }
    return new BigDecimal(value).toBigInteger().max(least(dtype)).min(most(dtype));
  }

  /** Integers of a type from their exact values. */
  static Values values(DType dtype, List<BigInteger> exact) {
    return Values.of(dtype, exact.stream().mapToLong(BigInteger::longValue).toArray());
  }

  /** Values near zero, near the ends of the type and in between. */
  static List<BigInteger> integerEdges(DType dtype) {
    BigInteger middle = BigInteger.TWO.pow(bits(dtype) / 2);
    return Stream.of(
            Stream.of(0, 1, 2, 3, 7, 31, 33, 100, -1, -2, -7).map(BigInteger::valueOf),
            Stream.of(least(dtype), least(dtype).add(BigInteger.ONE)),
            Stream.of(most(dtype), most(dtype).subtract(BigInteger.ONE)),
            Stream.of(middle, middle.add(BigInteger.ONE), middle.negate()))
        .flatMap(s -> s)
        .map(v -> wrapped(dtype, v))
        .distinct()
        .toList();
  }

  /** Zeros, denormals, powers, ties, extremes, infinities and NaN, each with both signs. */
  static double[] realEdges(DType dtype) {
    double tiny;
    double normal;
    double max;
    double ulp;
    switch (dtype.kind()) {
      case FLOAT16 -> {
        tiny = 0x1p-24;
        normal = 0x1p-14;
        max = 65504;
        ulp = 0x1p-10;
      }
      case BFLOAT16 -> {
        tiny = 0x1p-133;
        normal = 0x1p-126;
        max = 0x1.FEp127;
        ulp = 0x1p-7;
      }
      case FLOAT32 -> {
        tiny = Float.MIN_VALUE;
        normal = Float.MIN_NORMAL;
        max = Float.MAX_VALUE;
        ulp = Math.ulp(1f);
      }
      default -> {
        tiny = Double.MIN_VALUE;
        normal = Double.MIN_NORMAL;
        max = Double.MAX_VALUE;
        ulp = Math.ulp(1.0);
      }
    }
    double[] magnitudes = {
      0,
      tiny,
      3 * tiny,
      normal - tiny,
      normal,
      rounded(dtype, 1 / 3.0),
      1 - ulp / 2,
      1,
      1 + ulp,
      1.5,
      2,
      7,
      127.5,
      1 / ulp,
      1 / ulp + 1,
      max / 2,
      max,
      Double.POSITIVE_INFINITY,
      Double.NaN
    };
    double[] result = new double[2 * magnitudes.length];
    for (int i = 0; i < magnitudes.length; i++) {
      result[2 * i] = magnitudes[i];
      result[2 * i + 1] = -magnitudes[i];
    }
    return result;
  }

  /** Reals of a type that are in it. */
  static Values values(DType dtype, double[] cells) {
    if (dtype.equals(DType.FLOAT64)) {
      return Values.of(cells);
    }
    float[] narrow = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      narrow[i] = (float) cells[i];
    }
    return Values.of(dtype, narrow);
  }
}
