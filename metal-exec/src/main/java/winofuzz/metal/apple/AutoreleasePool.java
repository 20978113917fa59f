package winofuzz.metal.apple;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Releases, when it is closed, what the runtime lent this thread since it was opened. */
final class AutoreleasePool implements AutoCloseable {

  private final NativeLibrary runtime;
  private final Pointer pool;

  AutoreleasePool(NativeLibrary runtime) {
    this.runtime = runtime;
    this.pool =
        (Pointer)
            runtime.getFunction("objc_autoreleasePoolPush").invoke(Pointer.class, new Object[0]);
  }

  @Override
  public void close() {
    runtime.getFunction("objc_autoreleasePoolPop").invokeVoid(new Object[] {pool});
  }
}
