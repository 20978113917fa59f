package winofuzz.metal.msl;

/**
 * A Metal text that cannot be compiled: where, what was expected or not supported, and the line.
 */
public final class MslSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether the text is wrong, or right and more than this front end knows. */
  public enum Kind {
    MALFORMED,
    UNSUPPORTED
  }

  private final Kind kind;
  private final int line;
  private final int column;
  private final String problem;
  private final String snippet;

  MslSyntaxException(Kind kind, Source source, int offset, String problem) {
    super(describe(source, offset, problem));
    this.kind = kind;
    this.line = source.line(offset);
    this.column = source.column(offset);
    this.problem = problem;
    this.snippet = source.snippet(offset);
  }

  private static String describe(Source source, int offset, String problem) {
    return "line %d, column %d: %s, in \"%s\""
        .formatted(source.line(offset), source.column(offset), problem, source.snippet(offset));
  }

  /** Returns the message: one line with the place, the problem and the snippet. */
  public String described() {
    return "line %d, column %d: %s, in \"%s\"".formatted(line, column, problem, snippet);
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the line of the problem, from 1. */
  public int line() {
    return line;
  }

  /** Returns the column of the problem, from 1. */
  public int column() {
    return column;
  }

  /** Returns what is wrong and what was expected, without the place. */
  public String problem() {
    return problem;
  }

  /** Returns the part of the line around the problem. */
  public String snippet() {
    return snippet;
  }
}
