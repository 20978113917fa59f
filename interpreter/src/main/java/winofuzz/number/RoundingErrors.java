package winofuzz.number;

/**
 * How far results computed in doubles are from the exact results of the same operands.
 *
 * <p>What one operation loses is taken from error-free transformations where there is one (TwoSum
 * by Knuth, TwoProduct by a fused multiply-add; see Ogita, Rump, Oishi, Accurate Sum and Dot
 * Product, 2005) and from the unit in the last place elsewhere. Every method gives an upper bound,
 * and 0 where nothing was lost. It may return NaN if the result is not finite.
 */
public final class RoundingErrors {
  /**
   * A computed sum of up to four nonnegative doubles, multiplied by this, is above the exact sum:
   * each addition is off by at most 2^-53 of its result, and a denormal sum is exact.
   */
  public static final double OUTWARD = 1 + 0x1p-50;

  /** Below this the error of a product may underflow. */
  private static final double SAFE_PRODUCT = 0x1p-960;

  private RoundingErrors() {}

  /**
   * Returns a number above the exact sum of two nonnegative ones by about 2^-50 of it; 0 for zeros.
   */
  public static double up(double a, double b) {
    return (a + b) * OUTWARD;
  }

  /** Returns the distance of {@code sum = a + b} from the exact sum. */
  public static double ofSum(double a, double b, double sum) {
    double back = sum - a;
    return Math.abs((a - (sum - back)) + (b - back));
  }

  /** Returns the distance of {@code product = a * b} from the exact product. */
  public static double ofProduct(double a, double b, double product) {
    double error = Math.abs(Math.fma(a, b, -product));
    boolean lossless = Math.abs(product) >= SAFE_PRODUCT || a == 0 || b == 0;
    return lossless ? error : error + Double.MIN_VALUE;
  }

  /** Returns the distance of {@code quotient = a / b} from the exact quotient. */
  public static double ofQuotient(double a, double b, double quotient) {
    boolean isExact =
        a == 0
            || (Math.fma(-quotient, b, a) == 0
                && Math.abs(a) >= SAFE_PRODUCT
                && Math.abs(quotient) >= Double.MIN_NORMAL);
    return isExact ? 0 : Math.ulp(quotient);
  }

  /** Returns the distance of {@code root = sqrt(a)} from the exact root. */
  public static double ofRoot(double a, double root) {
    boolean isExact = a == 0 || (Math.fma(-root, root, a) == 0 && Math.abs(a) >= SAFE_PRODUCT);
    return isExact ? 0 : Math.ulp(root);
  }

  /**
   * Returns the distance of a result from the exact {@code a * b + c}.
   *
   * @param result that sum, rounded in whatever way
   */
  public static double ofMultiplyAdd(double a, double b, double c, double result) {
    double product = a * b;
    double sum = product + c;
    // sum - result is exact where they are close, and otherwise off by less than OUTWARD allows.
    double visible = Math.abs(sum - result) + ofSum(product, c, sum);
    return (visible + ofProduct(a, b, product)) * OUTWARD;
  }
}
