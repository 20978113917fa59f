package winofuzz.fuzz.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;

/** A search comes to the same however many cases it is asked for at once. */
final class SearchTest {
  private static final ConvCase FAILING =
      CaseText.parse("batch=2,cin=3,h=5,w=6,cout=4,pad=1,groups=1,inputs=real:7");

  @Property(tries = 15)
  void triesAheadChangeNothing(
      @ForAll int salt, @ForAll @IntRange(min = 2, max = 40) int most, @ForAll boolean spent) {
    int mostTries = spent ? 50 : 600;
    assertEquals(search(salt, 1, mostTries), search(salt, most, mostTries));
  }

  private static Minimal search(int salt, int most, int mostTries) {
    Search search = new Search(FAILING, mostTries);
    for (List<ConvCase> cases = search.next(most); !cases.isEmpty(); cases = search.next(most)) {
      for (ConvCase c : cases) {
        Answer answer = answer(c, salt);
        search.answer(answer);
        if (answer == Answer.YES) {
          break;
        }
      }
    }
    return search.result(false);
  }

  /** One in twelve fails alike, and one in a hundred is given up. */
  private static Answer answer(ConvCase c, int salt) {
    int hash = Math.floorMod((c.toString() + salt).hashCode(), 100);
    return hash < 8 ? Answer.YES : hash == 99 ? Answer.GAVE_UP : Answer.NO;
  }
}
