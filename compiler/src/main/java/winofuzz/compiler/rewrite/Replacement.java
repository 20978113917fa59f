package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * Makes what takes the place of a matched node.
 *
 * @param <C> what the pass that runs the rule keeps between applications
 */
@FunctionalInterface
public interface Replacement<C> {

  /**
   * The node in place of the match's root, or null if the rule does not apply to this match, after
   * which the pattern's next reading of the node is tried. Giving the root back ends the rule
   * without a change.
   */
  @Nullable UOp apply(Match match, C context);

  /** A replacement that needs nothing but the match. */
  @FunctionalInterface
  interface OfMatch {
    @Nullable UOp apply(Match match);
  }
}
