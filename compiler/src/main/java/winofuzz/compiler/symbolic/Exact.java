package winofuzz.compiler.symbolic;

import winofuzz.compiler.rewrite.Pattern;
import winofuzz.compiler.rewrite.Replacement;
import winofuzz.compiler.rewrite.Rule;

/** Rules that compute on constants, which the index type does not bound but a long does. */
final class Exact {
  private Exact() {}

  /** Returns a rule that does not apply where its arithmetic would overflow. */
  static Rule<Object> rule(
      String id, String description, Pattern pattern, Replacement.OfMatch replacement) {
    return Rule.of(
        id,
        description,
        pattern,
        match -> {
          try {
            return replacement.apply(match);
          } catch (ArithmeticException overflow) {
            return null;
          }
        });
  }
}
