package winofuzz.fuzz.rules;

/** What stands for the parts of which a pattern says nothing. */
enum OperandKind {
  /** An unknown between small bounds, which shows small counterexamples. */
  BOUNDED,
  /** An unknown of any value of its type. */
  ANY,
  /** An unknown that is not negative. */
  NOT_NEGATIVE,
  /** An unknown that is not positive. */
  NOT_POSITIVE,
  /** Sums, multiples, quotients and remainders of ranges, choices and conditions of these. */
  EXPRESSION
}
