package winofuzz.fuzz.history;

/**
 * A commit.
 *
 * @param hash its abbreviated name
 * @param date of the commit, such as 2025-11-16
 * @param subject the first line of its message
 */
public record Revision(String hash, String date, String subject) {
  @Override
  public String toString() {
    return hash + "  " + date + "  " + subject;
  }
}
