package winofuzz.metal.sim.lower;

/** What a variable of the kernel's text is lowered to. */
sealed interface Binding {

  /** A scalar, vector or matrix. */
  record Value(Place.Local place) implements Binding {}

  /** An array or memory: the pointer to its first element. */
  record Memory(Pointer first) implements Binding {}

  /** A pointer that never changes. */
  record FixedPointer(Pointer pointer) implements Binding {}

  /**
   * A pointer variable that moves within one memory.
   *
   * @param pointer with the register that holds where it stands and no displacement
   * @param index that register as a variable
   */
  record MovingPointer(Pointer pointer, Place.Local index) implements Binding {}
}
