package winofuzz.fuzz.campaign;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.Breakage;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.fuzz.shrink.Minimal;
import winofuzz.fuzz.shrink.Search;

/**
 * A finding that is being made minimal. A run that is resumed goes on where it was stopped; what it
 * comes to does not depend on when that was.
 *
 * <p>Tries are made by one thread at a time; any thread may ask how far they are.
 */
final class Shrinking {
  private final Finding finding;
  private final Target target;
  private final Judge judge;
  private final int triesAtOnce;
  private final Search search;
  private volatile Minimal soFar;
  private volatile @Nullable Finding seen;
  private volatile @Nullable CaseReport aside;
  private volatile boolean over;

  Shrinking(Finding finding, Fleet fleet, int mostTries) {
    this.finding = finding;
    judge = fleet.judge();
    triesAtOnce = fleet.triesAtOnce();
    target = finding.setting().target();
    search = Search.goingOn(finding.firstSeen(), finding.minimal(), mostTries);
    soFar = search.result(true);
  }

  Finding finding() {
    return finding;
  }

  /** Returns what was seen on the smallest case, or before where that was not judged as a whole. */
  Finding seen() {
    Finding judged = seen;
    return judged == null ? Finding.seen(finding, soFar.smallest()) : judged;
  }

  /** Makes a try, or several at once; false once there is none left, or it was interrupted. */
  boolean attempt() {
    try {
      List<ConvCase> candidates = search.next(triesAtOnce);
      if (!candidates.isEmpty()) {
        for (Answer answer : judge.shows(candidates, target, finding.signature())) {
          search.answer(answer);
        }
        soFar = search.result(true);
        return true;
      }
      Minimal minimal = search.result(false);
      seen = judge.seenOn(minimal.smallest(), target, finding);
      aside = seenOnCaseGivenUp(minimal);
      soFar = minimal;
      over = true;
    } catch (CancellationException e) {
      // The campaign is at its end: what is known so far is the result.
      return false;
    } catch (OutOfMemoryError e) {
      aside = LimitedJudge.outOfMemory(soFar.smallest(), finding.path(), finding.setting());
      over = true;
    } catch (Throwable thrown) {
      Breakage broken = Breakage.of(thrown);
      ConvCase smallest = soFar.smallest();
      aside =
          CaseReport.of(
              broken.finding(Finding.SHRINKING, finding.path(), finding.setting(), smallest),
              target);
      over = true;
    }
    return false;
  }

  /** What is wrong with a case on which a try was given up is not the finding's, but is found. */
  private @Nullable CaseReport seenOnCaseGivenUp(Minimal minimal) {
    return minimal.gaveUp().isEmpty() ? null : judge.judge(minimal.gaveUp().getFirst(), target);
  }

  /** Returns what is said of another case that was met, if any. */
  Optional<CaseReport> aside() {
    return Optional.ofNullable(aside);
  }

  /** Whether there is nothing left to try. */
  boolean isOver() {
    return over;
  }

  /** What is known so far, or in the end. */
  Minimal minimal() {
    return soFar;
  }
}
