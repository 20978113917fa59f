package winofuzz.fuzz.inputs;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What kind of values the activation and the weight of a case are drawn from. */
public enum InputDomain {
  /** Normally distributed; of one seed in four, a quarter scaled by powers of two. */
  REAL,
  /** Small integers and multiples of 576, kept only if no operation on them rounds. */
  LATTICE,
  /** One non-zero channel a tile, one non-zero tap a filter: sums over them have one term. */
  ONEHOT,
  /** Sums of exact products on which a rounding too many, or to the wrong side, shows. */
  ROUNDING,
  /** Signed zeros, denormals, infinities, NaNs, the largest finite values among small integers. */
  SPECIAL,
  /** Ones; what the inputs of a minimal case are simplified to, not drawn by a campaign. */
  ONES;

  /** The domains that a campaign draws from. */
  public static Set<InputDomain> drawn() {
    return EnumSet.complementOf(EnumSet.of(ONES));
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
