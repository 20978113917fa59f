package winofuzz.metal.bundle;

/** Text of a stranger in a message of one line. */
final class OneLine {

  private static final int LONGEST = 200;

  private OneLine() {}

  /** Returns a text without control characters, its end cut off if it is long. */
  static String of(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + ".." : text;
    return start.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
  }
}
