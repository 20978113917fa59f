package winofuzz.compiler.pass;

import winofuzz.compiler.rewrite.RewriteObserver;
import winofuzz.compiler.rewrite.Rewriter;
import winofuzz.compiler.rewrite.RuleHits;

/**
 * Who watches a compilation and may alter it.
 *
 * @param rewriter applies the rules of all passes, with its observers and counts
 * @param passes sees each pass
 */
public record Observation(Rewriter rewriter, PassObserver passes) {
  /** Nobody watches: rewriting does not pay for it. */
  public static final Observation NONE =
      new Observation(Rewriter.PLAIN, (pass, before, after) -> after);

  /** Returns this observation with one more observer of rules. */
  public Observation withRewrites(RewriteObserver observer) {
    return new Observation(rewriter.observedBy(observer), passes);
  }

  /** Returns this observation with one more observer of passes. */
  public Observation withPasses(PassObserver observer) {
    return new Observation(rewriter, passes.then(observer));
  }

  /** Returns this observation with applications of rules counted. */
  public Observation counting(RuleHits hits) {
    return new Observation(rewriter.counting(hits), passes);
  }

  /** Returns the draft after a pass, as observed. */
  public Draft apply(Pass pass, Draft draft) {
    return passes.after(pass, draft, PassMemory.apply(pass, draft, rewriter));
  }
}
