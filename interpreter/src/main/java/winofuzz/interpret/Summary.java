package winofuzz.interpret;

import java.util.Locale;

/**
 * A summary of many values; least, most and mean are of those that are numbers.
 *
 * @param elements how many there are
 * @param least the smallest
 * @param most the largest
 * @param mean the average
 * @param zeros how many are zero, of either sign
 * @param nans how many are NaN
 */
public record Summary(int elements, double least, double most, double mean, int zeros, int nans) {

  /** Returns the summary of some values. */
  public static Summary of(Values values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int zeros = 0;
    int nans = 0;
    for (int i = 0; i < values.size(); i++) {
      double value = values.at(i);
      if (Double.isNaN(value)) {
        nans++;
      } else {
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value;
        zeros += value == 0 ? 1 : 0;
      }
    }
    return new Summary(
        values.size(), least, most, sum / Math.max(1, values.size() - nans), zeros, nans);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d elements, min %s, max %s, mean %s, %d zeros, %d NaNs",
        elements,
        least,
        most,
        mean,
        zeros,
        nans);
  }
}
