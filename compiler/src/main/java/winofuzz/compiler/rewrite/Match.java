package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/** One reading of a node by a pattern: the node and what the pattern's names stand for in it. */
public final class Match {
  private final UOp root;
  private final String[] names;
  private final @Nullable UOp[] nodes;
  private final Rewriter rewriter;

  Match(UOp root, String[] names, @Nullable UOp[] nodes, Rewriter rewriter) {
    this.root = root;
    this.names = names;
    this.nodes = nodes;
    this.rewriter = rewriter;
  }

  /** Returns the node that the pattern matched. */
  public UOp root() {
    return root;
  }

  /** Returns the rewriter that is running, for replacements that rewrite in turn. */
  public Rewriter rewriter() {
    return rewriter;
  }

  /** Returns the part with a name. A name that the pattern does not give is a bug of the rule. */
  public UOp get(String name) {
    UOp found = find(name);
    if (found == null) {
      throw new AssertionError("no part is named " + name + " in a match of " + root);
    }
    return found;
  }

  /**
   * Returns the part with a name, or null where the matching alternative of the pattern gives no
   * such.
   */
  public @Nullable UOp find(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return nodes[i];
      }
    }
    return null;
  }

  /** Returns the value of an integer or boolean CONST with a name. */
  public long intOf(String name) {
    return get(name).intValue();
  }
}
