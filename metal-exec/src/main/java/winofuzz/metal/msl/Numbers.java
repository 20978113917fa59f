package winofuzz.metal.msl;

/** What the floating types of a text stand for. */
public enum Numbers {
  /** What Metal says: numbers of a format, to which every operation rounds. */
  ROUNDED,
  /**
   * All of them are {@link ScalarType#FIELD}, so that conversions between them change nothing, and
   * floating literals are {@link TypedExpression.FieldLiteral}s.
   */
  FIELD_ELEMENTS;

  /** Returns what a scalar type that a text names stands for. */
  ScalarType meaning(ScalarType named) {
    return this == FIELD_ELEMENTS && named.isFloating() ? ScalarType.FIELD : named;
  }

  /** Returns what a type that a text names stands for. */
  Type meaning(Type named) {
    return switch (named) {
      case ScalarType s -> meaning(s);
      case Type.Vector v -> new Type.Vector(meaning(v.element()), v.size());
      case Type.Matrix8x8 m -> new Type.Matrix8x8(meaning(m.element()));
      case Type.Atomic a -> new Type.Atomic(meaning(a.element()));
      case Type.Pointer _, Type.Array _, Type.None _ -> named;
    };
  }

  /**
   * Returns a floating constant.
   *
   * @param text as the program spells it
   * @param value rounded to the type
   */
  TypedExpression literal(ScalarType type, float value, String text, int offset) {
    return switch (this) {
      case ROUNDED -> new TypedExpression.FloatLiteral(type, value, offset);
      case FIELD_ELEMENTS ->
          new TypedExpression.FieldLiteral(
              Quotient.nearestSimple(type.format(), value), Quotient.of(value), text, offset);
    };
  }

  /**
   * Returns what is cast to a type. A constant that is cast to a narrower floating type may have
   * been rounded to that type before it was spelled: it is taken for what rounds to it there if
   * that takes far fewer digits.
   *
   * @param type as the program spells it
   */
  TypedExpression roundedBy(String type, TypedExpression operand) {
    if (this == ROUNDED) {
      return operand;
    }
    return switch (type) {
      case "half" -> rounded(ScalarType.HALF, operand);
      case "bfloat" -> rounded(ScalarType.BFLOAT, operand);
      default -> operand;
    };
  }

  private TypedExpression rounded(ScalarType type, TypedExpression operand) {
    if (!(operand instanceof TypedExpression.FieldLiteral literal)) {
      return operand;
    }
    float value = ScalarValues.round(type, literal.rounded().toFloat());
    Quotient narrow = Quotient.nearestSimple(type.format(), value);
    return 2 * narrow.digits() <= literal.value().digits()
        ? new TypedExpression.FieldLiteral(
            narrow, Quotient.of(value), literal.text(), literal.offset())
        : literal;
  }
}
