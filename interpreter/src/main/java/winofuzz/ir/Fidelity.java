package winofuzz.ir;

/** How the float values of a stage relate to those of the stage before it. */
public enum Fidelity {
  /** They have the same bits: no operation was changed or reordered. */
  BITS,
  /** They are equal where all are finite, zeros of any sign: simplification took x * 0 for 0. */
  NUMBERS,
  /** Operations were reordered; they may round differently. */
  NONE
}
