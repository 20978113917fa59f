package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/** One rewriting step on a node, whatever decides it: rules, or a map. */
interface NodeStep {

  /** The node to go on with in this one's place, or null to leave it. */
  @Nullable UOp apply(UOp node);

  /** Whether what it does to a node may depend on the order in which it is asked about nodes. */
  boolean dependsOnOrder();

  /** Whether it leaves a node, and all below it, and nothing is counted on the way. */
  boolean isSettled(UOp node);

  /**
   * Whether a node that was left when the step was last applied is settled, if its operands are. It
   * is not where something was counted: what rules did to find out that they leave it.
   */
  boolean settles();

  /** Takes note that a node is settled. */
  void settle(UOp node);

  /** Returns what was applied last, for the message of a rewrite that does not end. */
  String latest();
}
