package winofuzz.metal.apple;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.function.Consumer;

/**
 * An object of the Objective-C runtime that is to be released once: when it is closed, or else when
 * nothing refers to this any more.
 */
final class Owned implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Pointer object;
  private final Cleaner.Cleanable release;

  Owned(Pointer object, Consumer<Pointer> release) {
    this.object = object;
    this.release = CLEANER.register(this, () -> release.accept(object));
  }

  /** Returns the object, which lives at least as long as this is reachable and not closed. */
  Pointer object() {
    return object;
  }

  @Override
  public void close() {
    release.clean();
  }
}
