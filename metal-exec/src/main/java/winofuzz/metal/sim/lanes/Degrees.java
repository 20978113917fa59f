package winofuzz.metal.sim.lanes;

/** Upper bounds of the total degrees of polynomials. */
public final class Degrees {

  /** Stands for every degree from here on. */
  public static final int MOST = Integer.MAX_VALUE;

  private Degrees() {}

  /** Returns the degree of a product. */
  public static int sum(int a, int b) {
    return times(1, (long) a + b);
  }

  /** Returns the degree of a product of so many factors that have a degree each. */
  public static int times(int factors, long degree) {
    return (int) Math.min(MOST, factors * degree);
  }
}
