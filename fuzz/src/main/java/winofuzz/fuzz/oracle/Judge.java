package winofuzz.fuzz.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.shrink.Answer;

/**
 * Says what holds of cases. Any number of threads may ask at once. A thread that is interrupted
 * while it asks may get a {@link java.util.concurrent.CancellationException} instead of an answer.
 */
public interface Judge {

  /** What the assertions say of a case. */
  CaseReport judge(ConvCase c, Target target);

  /** What the assertions say of one of many cases; may leave out what costs much. */
  default CaseReport screen(ConvCase c, Target target) {
    return judge(c, target);
  }

  /**
   * Whether a case shows a bug again; does no more work than it takes to tell.
   *
   * @param signature what the bug looked like
   */
  Answer shows(ConvCase c, Target target, Signature signature);

  /**
   * Whether cases show a bug again, as {@link #shows(ConvCase, Target, Signature)} says it of each,
   * in their order.
   *
   * @return the answers up to the first yes; the cases after it are not asked
   */
  default List<Answer> shows(List<ConvCase> cases, Target target, Signature signature) {
    List<Answer> answers = new ArrayList<>();
    for (ConvCase c : cases) {
      answers.add(shows(c, target, signature));
      if (answers.getLast() == Answer.YES) {
        break;
      }
    }
    return answers;
  }

  /**
   * Returns the rules, applied in the pass to blame or after it, without which a case that shows a
   * bug does not show it; none where that cannot be told.
   */
  default Set<String> needs(ConvCase c, Target target, Signature signature) {
    return Set.of();
  }

  /**
   * Looks again at a finding on another case that shows it, and at cases like that one for bugs of
   * the same rule that are seen apart, and tells which rules it needs.
   *
   * @return what is seen on that case under the finding's signature; what was seen before, where
   *     the case cannot be judged as a whole or more is known there of who is to blame
   */
  default Finding seenOn(ConvCase c, Target target, Finding finding) {
    List<Finding> violations = judge(c, target).violations();
    return violations.stream()
        .filter(seen -> seen.signature().equals(finding.signature()))
        .findFirst()
        .map(seen -> Separation.of(seen, this, target))
        .map(seen -> seen.needing(needs(c, target, seen.signature())))
        .orElseGet(
            () ->
                Finding.seen(
                    finding,
                    c,
                    violations.stream().map(Finding::signature).collect(Collectors.toSet())));
  }
}
