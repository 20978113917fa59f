package winofuzz.fuzz.external;

/**
 * What was found of one thing that the compiler protocol asks for.
 *
 * @param check what was asked
 * @param detail what was found, in one line
 */
public record ProtocolVerdict(String check, Outcome outcome, String detail) {

  /** Whether a compiler does what is asked. */
  public enum Outcome {
    HOLDS("ok"),
    FAILS("FAIL"),
    /** It cannot be told, as compiler or simulator does not know what was asked for. */
    UNKNOWN("n/a");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** The name in results. */
    public String label() {
      return label;
    }
  }
}
