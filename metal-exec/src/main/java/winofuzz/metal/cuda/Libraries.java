package winofuzz.metal.cuda;

import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Optional;

/** Finds native libraries by one of several names. */
final class Libraries {

  private Libraries() {}

  static Optional<NativeLibrary> firstOf(List<String> names) {
    for (String name : names) {
      try {
        return Optional.of(NativeLibrary.getInstance(name));
      } catch (UnsatisfiedLinkError e) {
        // Not under this name; perhaps under the next.
      }
    }
    return Optional.empty();
  }
}
