package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/** One rewriting step on a node, whatever decides it: rules, or a map. */
interface NodeStep {

  /** The node to go on with in this one's place, or null to leave it. */
  @Nullable UOp apply(UOp node);

  /** Returns what was applied last, for the message of a rewrite that does not end. */
  String latest();
}
