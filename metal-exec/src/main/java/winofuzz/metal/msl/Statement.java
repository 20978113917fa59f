package winofuzz.metal.msl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement; {@code offset} is where it begins in the source. */
public sealed interface Statement {

  int offset();

  record Block(List<Statement> statements, int offset) implements Statement {}

  /**
   * A local variable.
   *
   * @param initial one expression for each scalar, vector or array element given; empty when none
   */
  record Declare(Variable variable, List<TypedExpression> initial, int offset)
      implements Statement {}

  record Evaluate(TypedExpression expression, int offset) implements Statement {}

  record If(
      TypedExpression condition, Statement whenTrue, @Nullable Statement whenFalse, int offset)
      implements Statement {}

  /**
   * Any loop: {@code for}, {@code while}, {@code do}.
   *
   * @param start run once before; declares what lives as long as the loop
   * @param condition tested before each round; null is true
   * @param step run after each round, also one that {@code continue} ended
   * @param testFirst false for {@code do}: the first round is not tested
   */
  record Loop(
      @Nullable Statement start,
      @Nullable TypedExpression condition,
      @Nullable TypedExpression step,
      Statement body,
      boolean testFirst,
      int offset)
      implements Statement {}

  record Break(int offset) implements Statement {}

  record Continue(int offset) implements Statement {}

  record Return(@Nullable TypedExpression value, int offset) implements Statement {}
}
