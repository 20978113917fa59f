package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * One rewrite: a name, what it matches and what it puts there.
 *
 * @param <C> the context its replacement needs; Object where it needs none
 */
public final class Rule<C> {
  private final String name;
  private final Pattern pattern;
  private final Replacement<? super C> replacement;
  private final Matcher matcher;

  private Rule(String name, Pattern pattern, Replacement<? super C> replacement) {
    this.name = name;
    this.pattern = pattern;
    this.replacement = replacement;
    this.matcher = Matcher.compile(pattern);
  }

  /** A rule that needs nothing but the match. */
  public static Rule<Object> of(String name, Pattern pattern, Replacement.OfMatch replacement) {
    return new Rule<>(name, pattern, (match, context) -> replacement.apply(match));
  }

  /** A rule that uses the context of its pass. */
  public static <C> Rule<C> with(String name, Pattern pattern, Replacement<C> replacement) {
    return new Rule<>(name, pattern, replacement);
  }

  /** What the rule is called in logs, errors and coverage reports. */
  public String name() {
    return name;
  }

  public Pattern pattern() {
    return pattern;
  }

  Matcher matcher() {
    return matcher;
  }

  /** What the rule makes of a node: null or the node itself if it does not apply. */
  @Nullable UOp apply(UOp node, Scratch<? extends C> scratch) {
    return matcher.match(node, scratch, replacement);
  }

  @Override
  public String toString() {
    return name;
  }
}
