package winofuzz.compiler.rewrite;

import org.jspecify.annotations.Nullable;
import winofuzz.ir.UOp;

/**
 * One rewrite: what it is called, what it matches and what it puts there.
 *
 * @param <C> the context its replacement needs; Object where it needs none
 */
public final class Rule<C> {
  private final String id;
  private final String description;
  private final Pattern pattern;
  private final Replacement<? super C> replacement;
  private final Matcher matcher;

  private Rule(String id, String description, Pattern pattern, Replacement<? super C> replacement) {
    this.id = id;
    this.description = description;
    this.pattern = pattern;
    this.replacement = replacement;
    this.matcher = Matcher.compile(pattern);
  }

  /**
   * Returns a rule that needs nothing but the match.
   *
   * @param id names it in findings, so it stays: kebab-case, told apart from all others
   * @param description says what it does, as the algebra it states
   */
  public static Rule<Object> of(
      String id, String description, Pattern pattern, Replacement.OfMatch replacement) {
    return new Rule<>(id, description, pattern, (match, context) -> replacement.apply(match));
  }

  /** Returns a rule that needs nothing but the match and whose id says what it does. */
  public static Rule<Object> of(String id, Pattern pattern, Replacement.OfMatch replacement) {
    return of(id, id, pattern, replacement);
  }

  /**
   * Returns a rule that uses the context of its pass; see {@link #of(String, String, Pattern,
   * Replacement.OfMatch)}.
   */
  public static <C> Rule<C> with(
      String id, String description, Pattern pattern, Replacement<C> replacement) {
    return new Rule<>(id, description, pattern, replacement);
  }

  /** Returns a rule that uses the context of its pass and whose id says what it does. */
  public static <C> Rule<C> with(String id, Pattern pattern, Replacement<C> replacement) {
    return with(id, id, pattern, replacement);
  }

  /** Returns what names the rule in findings, whatever becomes of its description. */
  public String id() {
    return id;
  }

  /** Returns what the rule does, for logs, errors and coverage reports. */
  public String description() {
    return description;
  }

  public Pattern pattern() {
    return pattern;
  }

  Matcher matcher() {
    return matcher;
  }

  /** Returns what the rule makes of a node: null or the node itself if it does not apply. */
  @Nullable UOp apply(UOp node, Scratch<? extends C> scratch) {
    return matcher.match(node, scratch, replacement);
  }

  @Override
  public String toString() {
    return description;
  }
}
