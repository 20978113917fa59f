package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * The working memory of matching: one for each running rewriter, so that trying a pattern allocates
 * nothing.
 */
final class Scratch<C> {
  /** The most nodes and names a pattern may have. */
  static final int SIZE = 32;

  /** Nodes whose operands are still to be visited, by register. */
  final UOp[] nodes = new UOp[SIZE];

  /** What names stand for, by slot. */
  final UOp[] captures = new UOp[SIZE];

  private final C context;
  private @Nullable Replacement<? super C> replacement;

  /** The rewriter that is running. */
  final Rewriter rewriter;

  Scratch(C context, Rewriter rewriter) {
    this.context = context;
    this.rewriter = rewriter;
  }

  void begin(UOp root, Replacement<? super C> next) {
    nodes[0] = root;
    replacement = next;
  }

  @Nullable UOp replace(Match match) {
    if (replacement == null) {
      throw new AssertionError("a match without a rule");
    }
    return replacement.apply(match, context);
  }
}
