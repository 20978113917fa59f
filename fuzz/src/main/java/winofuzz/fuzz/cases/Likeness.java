package winofuzz.fuzz.cases;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which known name a misspelt one is likely meant to be. */
public final class Likeness {
  /** Letters of a name for each one that may be wrong. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private static final int MOST_MISTAKES = 3;

  /** Of a name that is cut short, this many letters must be there. */
  private static final int SHORTEST_BEGINNING = 3;

  private Likeness() {}

  /**
   * Returns what an error line ends with: {@code ; did you mean 'hybrid'?}, or nothing where no
   * known name is near.
   */
  public static String suggestion(String found, Collection<String> known) {
    return nearest(found, known).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** Returns the known name that is nearest; the first of several, none where all are far. */
  public static Optional<String> nearest(String found, Collection<String> known) {
    String word = plain(found);
    Optional<String> best = Optional.empty();
    int fewest = Math.min(MOST_MISTAKES, word.length() / LETTERS_PER_MISTAKE) + 1;
    for (String name : known) {
      int mistakes = mistakes(word, plain(name));
      if (mistakes < fewest && !name.equals(found)) {
        best = Optional.of(name);
        fewest = mistakes;
      }
    }
    return best;
  }

  private static int mistakes(String word, String name) {
    if (word.length() >= SHORTEST_BEGINNING && name.startsWith(word)) {
      return 1;
    }
    int distance = LevenshteinDistance.getDefaultInstance().apply(word, name);
    // Two letters in the other order are one mistake.
    return distance == 2 && sorted(word).equals(sorted(name)) ? 1 : distance;
  }

  private static String sorted(String word) {
    char[] letters = word.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  /** Case, and how words are joined, are no mistakes. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
