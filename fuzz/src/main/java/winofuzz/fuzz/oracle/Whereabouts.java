package winofuzz.fuzz.oracle;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;

/**
 * The step that a judge is working on.
 *
 * @param step the assertion being checked, or what is done besides
 * @param path the path it is done for
 */
record Whereabouts(String step, LoweringPath path) {
  /** Where a judge notes its step; bound only in threads whose step somebody wants to know. */
  static final ScopedValue<AtomicReference<@Nullable Whereabouts>> CURRENT =
      ScopedValue.newInstance();

  static void say(String step, LoweringPath path) {
    if (CURRENT.isBound()) {
      CURRENT.get().set(new Whereabouts(step, path));
    }
  }
}
