package winofuzz.fuzz.shrink;

import java.util.List;
import winofuzz.fuzz.cases.ConvCase;

/**
 * The result of shrinking.
 *
 * @param smallest the smallest case found that fails alike
 * @param complete whether every smaller case was tried: every one before it in the order of {@link
 *     ConvCase#bySize} that {@link SmallerCases} lists: with the same stride, dilation, dtype and
 *     inputs, the same window or a narrow one, and paddings up to a limit
 * @param gaveUp the smaller cases that nobody knows to fail alike or not, because the tries were
 *     given up, smallest first
 * @param stopped whether shrinking was stopped, and would have gone on
 * @param tried how many cases were tried
 */
public record Minimal(
    ConvCase smallest, boolean complete, List<ConvCase> gaveUp, boolean stopped, int tried) {
  public Minimal {
    gaveUp = List.copyOf(gaveUp);
  }

  /** Whether no smaller case fails alike: all were tried and none of the tries was given up. */
  public boolean proven() {
    return complete && gaveUp.isEmpty();
  }
}
