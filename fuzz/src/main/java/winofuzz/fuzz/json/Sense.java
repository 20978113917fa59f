package winofuzz.fuzz.json;

import java.util.Collection;
import java.util.HashSet;
import winofuzz.fuzz.cases.BadInputException;

/**
 * Whether what a document says makes sense: what {@link Json} cannot see from the types. Each
 * mistake is a {@link BadInputException} that begins with the key.
 */
public final class Sense {
  private Sense() {}

  /** Refuses a number below a least one. */
  public static void requireAtLeast(String key, long least, long found) {
    if (found < least) {
      throw new BadInputException(
          "%s: expected at least %d, found %d".formatted(key, least, found));
    }
  }

  /** Refuses a number outside of a range, both ends of which are in it. */
  public static void requireBetween(String key, long least, long most, long found) {
    requireAtLeast(key, least, found);
    if (found > most) {
      throw new BadInputException("%s: expected at most %d, found %d".formatted(key, most, found));
    }
  }

  /** Refuses a list of nothing, or with something in it twice. */
  public static void requireSome(String key, Collection<?> values) {
    if (values.isEmpty()) {
      throw new BadInputException(key + ": expected at least one, found none");
    }
    if (new HashSet<>(values).size() < values.size()) {
      throw new BadInputException(key + ": expected each once, found one twice");
    }
  }

  /** Refuses a text of nothing but space. */
  public static void requireText(String key, String text) {
    if (text.isBlank()) {
      throw new BadInputException(key + ": expected a name, found none");
    }
  }
}
