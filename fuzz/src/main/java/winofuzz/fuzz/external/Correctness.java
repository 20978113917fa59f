package winofuzz.fuzz.external;

import java.util.Optional;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;

/** Whether what a convolution is lowered to is right on some inputs. */
interface Correctness {
  /**
   * Returns what is wrong, in one line; empty if nothing is.
   *
   * @throws UnsupportedCaseException if that cannot be told
   */
  Optional<String> wrong(LoweredCase lowered);

  /**
   * Whether memory is used wrongly in other ways than by reading outside of it, such as by a race.
   * Whatever rule has fewer threads run hides that, so that hiding it is no sign of a culprit.
   */
  boolean hasMisusedMemory(LoweredCase lowered);
}
