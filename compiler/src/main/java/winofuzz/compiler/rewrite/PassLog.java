package winofuzz.compiler.rewrite;

import winofuzz.ir.UOp;

/** Sees what comes of every pass and may put something else there. */
@FunctionalInterface
public interface PassLog {

  /** The log that passes of this thread report to. */
  ScopedValue<PassLog> CURRENT = ScopedValue.newInstance();

  /**
   * Called when a pass is done.
   *
   * @param before what it was given
   * @param after what it made of that
   * @return what the next pass is given: {@code after}, unless a compiler with another pass in this
   *     place is what is wanted
   */
  UOp after(Pass pass, UOp before, UOp after);
}
