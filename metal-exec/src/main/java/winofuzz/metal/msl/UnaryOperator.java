package winofuzz.metal.msl;

/** Unary operators that compute a value from one operand. */
public enum UnaryOperator {
  NEGATE,
  COMPLEMENT,
  NOT
}
