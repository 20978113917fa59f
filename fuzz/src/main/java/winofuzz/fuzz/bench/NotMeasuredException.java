package winofuzz.fuzz.bench;

/** Thrown where there is no time to measure: a case does not lower, or a kernel does not run. */
final class NotMeasuredException extends Exception {
  private static final long serialVersionUID = 1L;

  NotMeasuredException(String message) {
    super(message);
  }

  NotMeasuredException(String message, Exception cause) {
    super(message, cause);
  }
}
