package winofuzz.fuzz.lab;

import java.util.Locale;

/**
 * A statement of one of the two documents, and what the experiments say of it.
 *
 * @param document which one
 * @param statement in few words
 * @param ruling whether it is right
 * @param evidence why
 */
public record Claim(Document document, String statement, Ruling ruling, String evidence) {

  /** The published documents. */
  public enum Document {
    RESULTS("Grid Organization Investigation Results"),
    ATTEMPTS("Attempts to Match OLD's Grid");

    private final String title;

    Document(String title) {
      this.title = title;
    }

    /** Returns the name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns its title. */
    public String title() {
      return title;
    }
  }

  /** Whether a statement is right. */
  public enum Ruling {
    RIGHT,
    WRONG,
    /** What was observed does not tell. */
    UNDECIDABLE;

    /** Returns the name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Ruling of(boolean right) {
      return right ? RIGHT : WRONG;
    }
  }
}
