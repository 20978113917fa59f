package winofuzz.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Feature.Kind;

final class DistillationTest {
  /** A case of a width that reaches features named by letters. */
  private static KeptCase kept(int width, String letters) {
    return new KeptCase(
        CaseText.parse("cin=1,h=3,cout=1,w=" + width),
        Target.APPLE,
        letters
            .chars()
            .mapToObj(c -> new Feature(Kind.RULE, String.valueOf((char) c)))
            .collect(Collectors.toCollection(TreeSet::new)),
        "",
        0);
  }

  private static List<Integer> widths(List<KeptCase> cases) {
    return cases.stream().map(k -> k.subject().convolution().spatial().getLast().size()).toList();
  }

  private static List<Integer> distilled(int most, KeptCase... cases) {
    return widths(new Distillation(List.of(cases), k -> false).result(most));
  }

  @Test
  void ofCasesThatReachTheSameTheSmallestStays() {
    assertEquals(List.of(4), distilled(9, kept(8, "ab"), kept(4, "ab"), kept(6, "ab")));
  }

  @Test
  void oneThatReachesMoreReplacesSeveral() {
    assertEquals(List.of(9), distilled(9, kept(3, "a"), kept(4, "b"), kept(9, "abc")));
  }

  @Test
  void whatTheGreedyChoiceMakesUselessIsDropped() {
    // abcd comes first, as it reaches most; with abe and cdf, which e and f need, it is for
    // nothing.
    assertEquals(List.of(4, 5), distilled(9, kept(9, "abcd"), kept(4, "abe"), kept(5, "cdf")));
  }

  @Test
  void tooFewAreThoseThatReachMost() {
    assertEquals(List.of(7), distilled(1, kept(3, "a"), kept(7, "bcd"), kept(5, "ef")));
    assertEquals(List.of(5, 7), distilled(2, kept(3, "a"), kept(7, "bcd"), kept(5, "ef")));
  }

  @Test
  void whatStaysStaysAndCountsAsReached() {
    KeptCase minimal = kept(4, "a");
    Distillation distillation =
        new Distillation(
            List.of(minimal, kept(5, "abc"), kept(6, "bc"), kept(7, "")), minimal::equals);
    assertEquals(List.of(4, 5), widths(distillation.result(9)));
    assertEquals(List.of(4), widths(distillation.result(0)));
  }

  @Test
  void ofNothingThereIsNothing() {
    assertEquals(List.of(), distilled(9));
    assertEquals(List.of(), distilled(9, kept(3, "")));
  }

  @Property(tries = 200)
  void nothingIsLostNothingIsSpareAndTheOrderDoesNotMatter(
      @ForAll @Size(max = 12) List<@IntRange(max = 255) Integer> sets, @ForAll long seed) {
    List<KeptCase> cases = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      int set = sets.get(i);
      String letters =
          Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
              .filter(l -> (set >> (l.charAt(0) - 'a') & 1) != 0)
              .collect(Collectors.joining());
      cases.add(kept(3 + i, letters));
    }
    List<KeptCase> result = new Distillation(cases, k -> false).result(Integer.MAX_VALUE);
    Reach reach = new Reach(result);
    assertEquals(new Reach(cases).features(), reach.features());
    assertTrue(result.stream().noneMatch(k -> reach.onlyBy(k).isEmpty()));
    Collections.shuffle(cases, new Random(seed));
    assertEquals(result, new Distillation(cases, k -> false).result(Integer.MAX_VALUE));
  }
}
