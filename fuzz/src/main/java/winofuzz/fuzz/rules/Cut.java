package winofuzz.fuzz.rules;

/** Which parts of two expressions are taken for unknowns, whatever they are computed from. */
enum Cut {
  /** The largest that both sides have: what is proven then holds for whatever stands there. */
  COMMON,
  /** Ranges and variables, and what is read from memory or reduced on both sides. */
  READS,
  /** Ranges and variables, and memory. */
  MEMORY
}
