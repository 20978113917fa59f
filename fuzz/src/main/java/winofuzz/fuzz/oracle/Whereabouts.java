package winofuzz.fuzz.oracle;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;

/**
 * The step that a judge is working on.
 *
 * @param assertion the assertion being checked
 * @param path the path it is checked on
 */
record Whereabouts(String assertion, LoweringPath path) {
  /** Where a judge notes its step; bound only in threads whose step somebody wants to know. */
  static final ScopedValue<AtomicReference<@Nullable Whereabouts>> CURRENT =
      ScopedValue.newInstance();

  static void say(Assertion assertion, LoweringPath path) {
    if (CURRENT.isBound()) {
      CURRENT.get().set(new Whereabouts(assertion.name(), path));
    }
  }
}
