package winofuzz.fuzz.selftest;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.ir.Stage;

/** Which of the cases that fail are looked at again. */
final class SightingsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  /** A case as high as it has rows. */
  private static ConvCase rows(int h) {
    return CaseText.parse("cin=1,w=4,cout=1,h=" + h);
  }

  /** Cases of more than 4 rows are wrong at stage ranged, those of an odd number at linear. */
  private static final Judge JUDGE =
      new Judge() {
        @Override
        public CaseReport judge(ConvCase c, Target target) {
          int h = c.convolution().spatial().getFirst().size();
          Stage wrong = h % 2 == 1 ? Stage.LINEAR : Stage.RANGED;
          Signature signature =
              new Signature("algebra", LoweringPath.OLD, new Symptom.WrongStage(wrong));
          List<Finding> found =
              h > 4 ? List.of(Finding.seen(signature, "", SETTING, c, Set.of())) : List.of();
          return new CaseReport(c, target, List.of(), found, found, null, Set.of(), Set.of());
        }

        @Override
        public Answer shows(ConvCase c, Target target, Signature signature) {
          return Answer.NO;
        }
      };

  private static Sightings screened(long more, int... rows) {
    Sightings sightings = new Sightings(JUDGE, more);
    for (int h : rows) {
      sightings.screen(rows(h), Target.APPLE);
    }
    return sightings;
  }

  private static List<ConvCase> subjects(List<Sightings.Sighting> sightings) {
    return sightings.stream().map(Sightings.Sighting::subject).toList();
  }

  @Test
  void theFirstIsTheFirstThatFails() {
    assertNull(screened(5, 3, 4).first());
    assertEquals(2, requireNonNull(screened(5, 3, 4, 9, 6).first()).number());
  }

  @Test
  void whatIsLaterThanAskedForDoesNotCount() {
    Sightings sightings = screened(2, 12, 10, 8, 6);
    assertEquals(List.of(rows(8), rows(10), rows(12)), subjects(sightings.smallest(9)));
  }

  @Test
  void eachWayInWhichSomethingShowsIsAmongTheSmallest() {
    Sightings sightings = screened(9, 12, 6, 8, 10, 11);
    assertEquals(List.of(rows(6), rows(11)), subjects(sightings.smallest(2)));
    assertEquals(List.of(rows(6), rows(8), rows(11)), subjects(sightings.smallest(3)));
  }
}
