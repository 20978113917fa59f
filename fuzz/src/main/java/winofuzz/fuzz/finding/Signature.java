package winofuzz.fuzz.finding;

import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.cases.ShortHash;

/**
 * What a bug looks like on every case that shows it.
 *
 * @param assertion the name of the assertion that it violates
 * @param path the path that it is on
 * @param symptom how it shows
 * @param blame the pass and rule that make it wrong
 */
public record Signature(String assertion, LoweringPath path, Symptom symptom, Blame blame)
    implements Comparable<Signature> {
  private static final int PARTS = 5;

  /** A signature without blame. */
  public Signature(String assertion, LoweringPath path, Symptom symptom) {
    this(assertion, path, symptom, Blame.NONE);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws BadInputException if it is none
   */
  public static Signature parse(String text) {
    String[] parts = text.split("/", PARTS);
    if (parts.length < 3) {
      throw new BadInputException("expected assertion/path/symptom, found '" + text + "'");
    }
    Blame blame =
        new Blame(parts.length > 3 ? parts[3] : "", parts.length == PARTS ? parts[4] : "");
    return new Signature(parts[0], KnownNames.path(parts[1]), Symptom.parse(parts[2]), blame);
  }

  /** The same with another blame. */
  public Signature with(Blame other) {
    return new Signature(assertion, path, symptom, other);
  }

  /** {@code algebra/hybrid/ranged/winograd/winograd}. */
  @Override
  public String toString() {
    String seen = assertion + "/" + path.label() + "/" + symptom.label();
    return blame.isNone() ? seen : seen + "/" + blame;
  }

  /** A short name that depends on the signature alone: 12 hexadecimal digits. */
  public String id() {
    return ShortHash.of(toString());
  }

  @Override
  public int compareTo(Signature other) {
    return toString().compareTo(other.toString());
  }
}
