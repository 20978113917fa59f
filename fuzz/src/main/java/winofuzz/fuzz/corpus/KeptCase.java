package winofuzz.fuzz.corpus;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.ShortHash;
import winofuzz.fuzz.coverage.Feature;

/**
 * A case that is kept because it reached what none before it on its track of a campaign did.
 *
 * @param subject the case
 * @param target what it was compiled for
 * @param features what it reaches
 * @param origin where it comes from, for people
 * @param number of the case in its campaign; 0 where it comes from none
 */
public record KeptCase(
    ConvCase subject, Target target, SortedSet<Feature> features, String origin, long number) {
  /** No campaign comes so far: a larger number in a file is damage. */
  public static final long MOST_NUMBER = 1_000_000_000_000L;

  public KeptCase {
    features = Collections.unmodifiableSortedSet(new TreeSet<>(features));
  }

  /**
   * The name of its file: it depends on the case and the target, and in a campaign, which may keep
   * the same case more than once, on its number.
   */
  public String id() {
    String name = subject + " " + target.label();
    return ShortHash.of(number == 0 ? name : name + " " + number);
  }

  /** In the order of their campaign, then of their size. */
  public static Comparator<KeptCase> inOrder() {
    return Comparator.comparingLong(KeptCase::number)
        .thenComparing(KeptCase::subject, ConvCase.bySize())
        .thenComparing(KeptCase::target);
  }
}
