package winofuzz.fuzz.oracle;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;

/**
 * What a judge is at.
 *
 * @param assertion that it asks
 * @param path of which it asks it
 */
record Whereabouts(String assertion, LoweringPath path) {
  /** Where a judge of this thread says what it is at; bound where somebody wants to know. */
  static final ScopedValue<AtomicReference<@Nullable Whereabouts>> CURRENT =
      ScopedValue.newInstance();

  static void say(Assertion assertion, LoweringPath path) {
    if (CURRENT.isBound()) {
      CURRENT.get().set(new Whereabouts(assertion.name(), path));
    }
  }
}
