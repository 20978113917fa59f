package winofuzz.fuzz.shrink;

import java.util.function.Predicate;
import winofuzz.convolution.Convolution;

/**
 * What a failure is known to need. A search does not try cases that lack it; they are no gap in its
 * proof.
 *
 * @param channels false for channels with which nothing fails, whatever the spatial axes; spares
 *     the listing of such cases
 * @param convolutions false for convolutions that do not fail, among those of such channels
 */
public record FailureScope(Predicate<Channels> channels, Predicate<Convolution> convolutions) {
  /** Any case may fail. */
  public static final FailureScope ANY = new FailureScope(c -> true, c -> true);

  /** Cases of some channels may fail. */
  public static FailureScope ofChannels(Predicate<Channels> channels) {
    return new FailureScope(channels, ANY.convolutions);
  }

  /** Cases of some convolutions may fail. */
  public static FailureScope ofConvolutions(Predicate<Convolution> convolutions) {
    return new FailureScope(ANY.channels, convolutions);
  }

  /** Whether a convolution may fail. */
  public boolean contains(Convolution c) {
    return channels.test(Channels.of(c)) && convolutions.test(c);
  }
}
