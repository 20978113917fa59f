package winofuzz.metal.msl;

import java.util.HashMap;
import java.util.Map;

/** The floating constants of one text, of which each spelling is read once. */
final class FloatingConstants {

  private final Source source;
  private final Numbers numbers;
  private final Map<String, TypedExpression> first = new HashMap<>();

  /**
   * Constants of which none was read.
   *
   * @param numbers what floating types stand for
   */
  FloatingConstants(Source source, Numbers numbers) {
    this.source = source;
    this.numbers = numbers;
  }

  /**
   * Returns a floating token as what the numbers of the text are.
   *
   * @throws MslSyntaxException if it is no number
   */
  TypedExpression of(Token token) {
    TypedExpression known =
        first.computeIfAbsent(token.text(), _ -> Literals.floating(source, token, numbers));
    return switch (known) {
      case TypedExpression.FloatLiteral l ->
          new TypedExpression.FloatLiteral(l.type(), l.value(), token.offset());
      case TypedExpression.FieldLiteral l ->
          new TypedExpression.FieldLiteral(l.value(), l.rounded(), l.text(), token.offset());
      // A floating token is nothing else.
      default -> throw new AssertionError("not a floating constant: " + known);
    };
  }
}
