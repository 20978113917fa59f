package winofuzz.fuzz.campaign;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import winofuzz.fuzz.cases.BadInputException;

/**
 * A part of a campaign that needs to know nothing of the others: the cases of every so many-th
 * {@linkplain Tracks track}. The cases of a shard have positions from 0 without gaps, in the order
 * of their numbers in the campaign.
 *
 * @param index which one, from 1
 * @param of how many there are, up to {@link Tracks#COUNT}
 */
public record Shard(int index, int of) {
  /** The only one of a campaign that is not divided. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Shard {
    if (of < 1 || of > Tracks.COUNT || index < 1 || index > of) {
      throw mistake(index + "/" + of);
    }
  }

  /**
   * Reads a text such as {@code 2/8}.
   *
   * @throws BadInputException if there is no such shard
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw mistake(text);
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private static BadInputException mistake(String found) {
    return new BadInputException(
        "expected I/N, shard I from 1 to N of at most %d, found %s".formatted(Tracks.COUNT, found));
  }

  public boolean isWhole() {
    return of == 1;
  }

  /** Returns the number in the campaign of the case at a position of this shard. */
  long number(long position) {
    int tracks = tracksBelow(Tracks.COUNT);
    long turn = position / tracks;
    return turn * Tracks.COUNT + index - 1 + position % tracks * of;
  }

  /** Returns how many cases of this shard have a smaller number. */
  long countBelow(long number) {
    return number / Tracks.COUNT * tracksBelow(Tracks.COUNT)
        + tracksBelow((int) (number % Tracks.COUNT));
  }

  /** How many tracks of this shard are among the first. */
  private int tracksBelow(int end) {
    return Math.ceilDiv(Math.max(0, end - (index - 1)), of);
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
