package winofuzz.compiler.pass;

/** Sees what every pass makes and may put something else there. */
@FunctionalInterface
public interface PassObserver {

  /**
   * Called when a pass is done.
   *
   * @param before what it was given
   * @param after what it made of that
   * @return what the next pass is given: {@code after}, unless a compiler with another pass in this
   *     place is what is wanted
   */
  Draft after(Pass pass, Draft before, Draft after);

  /** Returns an observer that asks this one first; the other sees what this one leaves. */
  default PassObserver then(PassObserver other) {
    return (pass, before, after) -> other.after(pass, before, after(pass, before, after));
  }
}
