package winofuzz.convolution;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A bug that a published path had, and that can be switched on. */
public enum Defect {
  /** {@code old}: the round-up padding takes height for width and width for height. */
  PAD_ORDER,
  /** {@code hybrid}: the output buffer is read in another axis order than it is written in. */
  INDEX_ORDER,
  /** {@code new}, {@code hybrid}: tiles that overrun the input are read out of bounds. */
  UNGATED_READS;

  /** Returns the name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the defects of the published code. */
  public static Set<Defect> published() {
    return EnumSet.of(PAD_ORDER, INDEX_ORDER, UNGATED_READS);
  }
}
