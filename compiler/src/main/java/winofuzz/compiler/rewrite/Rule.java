package winofuzz.compiler.rewrite;

import java.util.Optional;
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

  /** The replacement where it needs nothing but the match, else null. */
  private final Replacement.@Nullable OfMatch alone;

  private Rule(
      String id,
      String description,
      Pattern pattern,
      Matcher matcher,
      Replacement<? super C> replacement,
      Replacement.@Nullable OfMatch alone) {
    this.id = id;
    this.description = description;
    this.pattern = pattern;
    this.matcher = matcher;
    this.replacement = replacement;
    this.alone = alone;
  }

  /**
   * Returns a rule that needs nothing but the match.
   *
   * @param id names it in findings, so it stays: kebab-case, told apart from all others
   * @param description says what it does, as the algebra it states
   */
  public static Rule<Object> of(
      String id, String description, Pattern pattern, Replacement.OfMatch replacement) {
    return new Rule<>(
        id,
        description,
        pattern,
        Matcher.compile(pattern),
        (match, context) -> replacement.apply(match),
        replacement);
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
    return new Rule<>(id, description, pattern, Matcher.compile(pattern), replacement, null);
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

  /** Returns the rule as one that needs no context; empty if it needs what a pass keeps. */
  public Optional<Rule<Object>> withoutContext() {
    Replacement.OfMatch free = alone;
    return free == null
        ? Optional.empty()
        : Optional.of(
            new Rule<>(
                id, description, pattern, matcher, (match, context) -> free.apply(match), free));
  }

  @Override
  public String toString() {
    return description;
  }
}
