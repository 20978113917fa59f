package winofuzz.fuzz.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.fuzz.history.RevisionSearch.Result;
import winofuzz.fuzz.history.RevisionSearch.State;

final class RevisionSearchTest {

  private static List<Revision> revisions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Revision(String.valueOf(i), "2026-01-01", "change " + i))
        .toList();
  }

  private static Result search(int count, int firstBad, Set<Integer> unknown) throws Exception {
    return new RevisionSearch(
            revisions(count),
            revision -> {
              int at = Integer.parseInt(revision.hash());
              if (unknown.contains(at)) {
                return State.UNKNOWN;
              }
              return at < firstBad ? State.GOOD : State.BAD;
            })
        .run();
  }

  @Property(tries = 200)
  void theFirstBadOneIsFound(
      @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(max = 299) int place)
      throws Exception {
    int firstBad = place % count;
    Result found = search(count, firstBad, Set.of());
    assertEquals(List.of(revisions(count).get(firstBad)), found.suspects());
    assertTrue(found.asked() <= 1 + (int) (Math.log(count) / Math.log(2)));
  }

  @Property(tries = 200)
  void whatCannotBeAskedStaysASuspect(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(max = 39) int place,
      @ForAll @Size(max = 10) Set<@IntRange(max = 39) Integer> unknown)
      throws Exception {
    int firstBad = place % count;
    Result found = search(count, firstBad, unknown);
    assertTrue(found.suspects().contains(revisions(count).get(firstBad)));
    List<Revision> asked =
        found.suspects().subList(0, found.suspects().size() - 1).stream()
            .filter(r -> !unknown.contains(Integer.parseInt(r.hash())))
            .toList();
    assertEquals(List.of(), asked);
  }

  @Test
  void aListOfOneNeedsNoQuestion() throws Exception {
    assertEquals(0, search(1, 0, Set.of()).asked());
  }
}
