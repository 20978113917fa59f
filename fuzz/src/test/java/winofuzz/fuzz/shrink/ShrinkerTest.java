package winofuzz.fuzz.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Convolution.Axis;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Drawing;
import winofuzz.ir.DType;
import winofuzz.number.BinaryFormat;

final class ShrinkerTest {
  private static final ConvCase LARGE =
      CaseText.parse("batch=2,cin=12,h=17,w=14,cout=20,pad=1/0/2/1,groups=2,inputs=onehot:9");

  private static Minimal shrink(ConvCase from, Predicate<ConvCase> fails) {
    return new Shrinker(answering(fails), () -> false, 20_000).shrink(from);
  }

  private static Function<ConvCase, Answer> answering(Predicate<ConvCase> fails) {
    return c -> fails.test(c) ? Answer.YES : Answer.NO;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extents differ modulo 4 | batch=1,cin=1,h=1,w=1,cout=1,pad=0/2/1/2,groups=1",
        "more than one output channel | batch=1,cin=1,w=1,cout=2,pad=0/2,groups=1,kernel=3",
        "two images and unpadded | batch=2,cin=1,w=3,cout=1,pad=0,groups=1,kernel=3",
        "two groups | batch=1,cin=2,w=1,cout=2,pad=0/2,groups=2,kernel=3",
        "tall | batch=1,cin=1,h=6,w=1,cout=1,pad=0/0/0/2,groups=1",
        "always | batch=1,cin=1,w=1,cout=1,pad=0/2,groups=1,kernel=3",
        "narrow window | batch=1,cin=1,w=1,cout=1,pad=0,groups=1,kernel=1",
        "padded narrow window | batch=1,cin=1,w=1,cout=1,pad=0/1,groups=1,kernel=2"
      })
  void theSmallestFailingCaseIsFoundAndProven(String failure, String expected) {
    Minimal minimal =
        shrink(
            failure.equals("two images and unpadded")
                ? LARGE.with(Convolution.of(2, 12, 17, 14, 20, 0, 2))
                : LARGE,
            predicate(failure));
    assertEquals(expected + ",inputs=ones:0:none", minimal.smallest().toString());
    assertTrue(minimal.proven());
  }

  private static Predicate<ConvCase> predicate(String failure) {
    return switch (failure) {
      case "narrow window" -> c -> true;
      case "padded narrow window" ->
          c ->
              c.convolution().spatial().stream().anyMatch(a -> a.padAfter() > 0 && a.kernel() == 2);
      default -> ofTheUsualWindow(failure);
    };
  }

  private static Predicate<ConvCase> ofTheUsualWindow(String failure) {
    return isUsual().and(shape(failure));
  }

  /** Every window is at least 3 wide, as Winograd's algorithm needs it. */
  private static Predicate<ConvCase> isUsual() {
    return c -> c.convolution().spatial().stream().allMatch(a -> a.kernel() >= 3);
  }

  private static Predicate<ConvCase> shape(String failure) {
    return switch (failure) {
      case "extents differ modulo 4" ->
          c -> isPlane(c) && axis(c, 0).output() % 4 != axis(c, 1).output() % 4;
      case "more than one output channel" -> c -> c.convolution().cout() > 1;
      case "two images and unpadded" ->
          c ->
              c.convolution().batch() > 1
                  && c.convolution().spatial().stream()
                      .allMatch(a -> a.padBefore() + a.padAfter() == 0);
      case "two groups" -> c -> c.convolution().groups() > 1;
      case "tall" -> c -> isPlane(c) && axis(c, 0).size() > 5;
      default -> c -> true;
    };
  }

  private static boolean isPlane(ConvCase c) {
    return c.convolution().spatial().size() == 2;
  }

  private static Axis axis(ConvCase c, int i) {
    return c.convolution().spatial().get(i);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch=2,cin=12,h=17,w=14,cout=20,pad=1/0/2/1,groups=2,inputs=onehot:9",
        "cin=2,h=3,w=4,cout=6,pad=2,inputs=lattice:3",
        "batch=3,cin=3,h=9,w=8,cout=3,kernel=3x5,stride=2,pad=1,dtype=float16,inputs=real:77",
        "cin=4,w=11,cout=4,kernel=4,dilation=2,groups=4,inputs=special:5"
      })
  void theSmallestCaseIsTheSameWhereverABugWasSeenFirst(String seen) {
    ConvCase from = CaseText.parse(seen);
    // Right only where one side is padded, and only for some inputs.
    Predicate<ConvCase> fails =
        c ->
            isUsual().test(c)
                && c.convolution().cin() > 1
                && axis(c, 0).padBefore() + axis(c, 0).padAfter() != 1
                && c.drawing().activation()[0] != 0;
    assertEquals(
        "batch=1,cin=2,w=1,cout=1,pad=0/2,groups=1,kernel=3,inputs=ones:0:x0",
        shrink(from, fails).smallest().toString());
  }

  @Test
  void windowAndStrideComeBackToTheUsualWhereTheyMayBe() {
    ConvCase odd = CaseText.parse("cin=3,h=12,w=12,cout=3,kernel=5x4,stride=2,dilation=2,pad=1");
    Minimal minimal = shrink(odd, isUsual().and(c -> isPlane(c) && c.convolution().cin() >= 2));
    assertEquals(3, axis(minimal.smallest(), 0).kernel());
    assertEquals(1, axis(minimal.smallest(), 1).stride());
    assertEquals(2, minimal.smallest().convolution().cin());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one of each | ones:0:x2+w5",
        "three elements | ones:0:x1+x3+w2",
        "a value that is no one | real:39:x4",
        "one element of many | ones:0:w7"
      })
  void theInputsAreMadeAsSimpleAsTheyCanBe(String failure, String expected) {
    ConvCase from = CaseText.parse("cin=1,h=3,w=3,cout=1,inputs=real:9");
    Minimal minimal =
        shrink(from, c -> c.convolution().equals(from.convolution()) && fails(failure, c));
    assertEquals(expected, minimal.smallest().inputs().toString());
    assertEquals(from.convolution(), minimal.smallest().convolution());
  }

  private static boolean fails(String failure, ConvCase c) {
    double[] x = c.drawing().activation();
    double[] w = c.drawing().weight();
    return switch (failure) {
      case "one of each" -> x[2] * w[5] != 0;
      case "three elements" -> x[1] != 0 && x[3] != 0 && w[2] != 0;
      case "a value that is no one" -> x[4] != 0 && x[4] != 1;
      default -> w[7] != 0;
    };
  }

  @Test
  void whereTriesRunOutNothingIsProven() {
    Minimal minimal =
        new Shrinker(answering(c -> isPlane(c) && c.convolution().cout() > 1), () -> false, 40)
            .shrink(LARGE);
    assertTrue(minimal.smallest().convolution().cout() > 1);
    assertFalse(minimal.proven());
    assertTrue(minimal.tried() <= 40);
  }

  @Test
  void whereItIsStoppedTheBestSoFarIsTheResult() {
    Minimal minimal = new Shrinker(c -> Answer.YES, () -> true, 20_000).shrink(LARGE);
    assertEquals(LARGE, minimal.smallest());
    assertFalse(minimal.proven());
    assertTrue(minimal.stopped());
  }

  @ParameterizedTest
  @ValueSource(strings = {"extents differ modulo 4", "two groups", "needs its inputs", "always"})
  void whereverItIsStoppedASearchGoesOnToTheSame(String failure) {
    ConvCase from = CaseText.parse("cin=2,h=5,w=4,cout=2,groups=2,kernel=4x3,pad=1,inputs=real:9");
    Predicate<ConvCase> fails =
        failure.equals("needs its inputs")
            ? c -> c.convolution().cout() > 1 && c.drawing().activation()[0] != 0
            : predicate(failure);
    Minimal whole = shrink(from, fails);
    for (int stop = 0; stop < whole.tried(); stop += stop < 40 ? 1 : 7) {
      int tries = stop;
      ConvCase soFar = run(new Search(from, 20_000), fails, tries).smallest();
      Minimal resumed = run(Search.goingOn(from, soFar, 20_000), fails, Integer.MAX_VALUE);
      assertEquals(whole.smallest(), resumed.smallest(), () -> "stopped after " + tries);
      assertTrue(resumed.proven());
    }
  }

  private static Minimal run(Search search, Predicate<ConvCase> fails, int tries) {
    int left = tries;
    for (Optional<ConvCase> c = search.next(); c.isPresent(); c = search.next()) {
      if (left-- == 0) {
        return search.result(true);
      }
      search.answer(fails.test(c.get()) ? Answer.YES : Answer.NO);
    }
    return search.result(false);
  }

  @Test
  void aTryThatWasGivenUpVoidsTheProof() {
    ConvCase from = CaseText.parse("cin=2,h=4,w=4,cout=2,inputs=real:9");
    Predicate<ConvCase> fails = isUsual().and(c -> isPlane(c) && c.convolution().cout() > 1);
    List<ConvCase> unknown = new ArrayList<>();
    Minimal known = shrink(from, fails);
    Function<ConvCase, Answer> answers =
        c -> {
          // Of the cases that are smaller than the minimal one, those of two images.
          if (c.convolution().batch() == 2
              && ConvCase.bySize().compare(c, known.smallest()) < 0
              && !fails.test(c)) {
            unknown.add(c);
            return Answer.GAVE_UP;
          }
          return fails.test(c) ? Answer.YES : Answer.NO;
        };
    Minimal minimal = new Shrinker(answers, () -> false, 20_000).shrink(from);
    assertEquals(known.smallest(), minimal.smallest());
    assertTrue(known.proven());
    assertTrue(known.gaveUp().isEmpty());
    assertTrue(minimal.complete());
    assertFalse(minimal.proven());
    assertEquals(unknown, minimal.gaveUp());
    assertTrue(unknown.size() > 1);
  }

  @Test
  void aTryGivenUpOnTheWayToTheMinimalCaseIsNoGapInItsProof() {
    Predicate<ConvCase> fails = isUsual().and(c -> isPlane(c) && c.convolution().cout() > 1);
    ConvCase smallest = shrink(LARGE, fails).smallest();
    Function<ConvCase, Answer> answers =
        c ->
            c.elements() > smallest.elements() && c.elements() % 2 == 0
                ? Answer.GAVE_UP
                : fails.test(c) ? Answer.YES : Answer.NO;
    Minimal minimal = new Shrinker(answers, () -> false, 20_000).shrink(LARGE);
    assertEquals(smallest.convolution(), minimal.smallest().convolution());
    assertTrue(minimal.proven());
  }

  @Test
  void theSmallerCasesAreAllOfThemInOrder() {
    ConvCase limit = CaseText.parse("cin=1,h=3,w=3,cout=1,pad=0/1/1/0");
    List<ConvCase> found = SmallerCases.of(limit, FailureScope.ANY).toList();
    List<ConvCase> expected = bruteForce(limit);
    assertEquals(expected.size(), found.size());
    assertEquals(expected, found);
    assertEquals(found.size(), new HashSet<>(found).size());
  }

  @Test
  void theSmallerCasesOfALargeOneAreNotAllListedAtOnce() {
    ConvCase limit = CaseText.parse("batch=8,cin=64,d=64,h=64,w=64,cout=64,pad=1");
    assertEquals(29, SmallerCases.of(limit, FailureScope.ANY).findFirst().orElseThrow().elements());
  }

  @Test
  void anAxisThatIsNotNeededGoes() {
    ConvCase volume = CaseText.parse("cin=2,d=4,h=6,w=5,cout=2,pad=1");
    Minimal minimal = shrink(volume, c -> c.convolution().spatial().getLast().size() >= 5);
    assertEquals(
        CaseText.parse("cin=1,w=5,cout=1,kernel=3").convolution(),
        minimal.smallest().convolution());
    assertTrue(minimal.proven());
  }

  private static List<ConvCase> bruteForce(ConvCase limit) {
    List<ConvCase> result = new ArrayList<>();
    int most = (int) limit.elements();
    int sides = SmallerCases.MOST_PADDING + 1;
    for (int batch = 1; batch <= 7; batch++) {
      for (int cin = 1; cin <= 3; cin++) {
        for (int cout = 1; cout <= 3; cout++) {
          for (int groups = 1; groups <= 3; groups++) {
            for (int h = 1; h <= most; h++) {
              for (int w = 1; w * h <= most; w++) {
                for (int pads = 0; pads < sides * sides * sides * sides; pads++) {
                  add(result, limit, batch, cin, cout, groups, h, w, pads);
                }
              }
            }
          }
        }
      }
    }
    result.sort(ConvCase.bySize());
    return result;
  }

  private static void add(
      List<ConvCase> into,
      ConvCase limit,
      int batch,
      int cin,
      int cout,
      int groups,
      int h,
      int w,
      int pads) {
    int sides = SmallerCases.MOST_PADDING + 1;
    Axis height = new Axis(h, 3, pads % sides, pads / sides % sides, 1, 1);
    Axis width = new Axis(w, 3, pads / sides / sides % sides, pads / sides / sides / sides, 1, 1);
    if (height.padded() >= 3 && width.padded() >= 3) {
      try {
        ConvCase c =
            limit.with(
                new Convolution(batch, cin, cout, groups, List.of(height, width), DType.FLOAT32));
        if (ConvCase.bySize().compare(c, limit) < 0) {
          into.add(c);
        }
      } catch (BadConvolutionException e) {
        // Groups that do not divide the channels: no such case.
        return;
      }
    }
  }

  @Test
  void casesThatCannotFailAreNotTried() {
    ConvCase failing = CaseText.parse("cin=8,h=2,w=5,cout=8,kernel=1x1");
    FailureScope deep = FailureScope.ofChannels(channels -> channels.cin() % 8 == 0);
    List<ConvCase> tried = new ArrayList<>();
    Predicate<ConvCase> failsAlike =
        c -> {
          tried.add(c);
          return isPlane(c) && c.convolution().cin() % 8 == 0 && c.convolution().cout() >= 2;
        };
    Minimal minimal =
        new Shrinker(answering(failsAlike), () -> false, 20_000, deep).shrink(failing);
    assertEquals(
        CaseText.parse("cin=8,h=1,w=1,cout=2,groups=2,kernel=1x1").convolution(),
        minimal.smallest().convolution());
    assertTrue(minimal.proven());
    assertEquals(minimal.tried(), tried.size());
    assertTrue(tried.stream().filter(c -> c.convolution().cin() % 8 != 0).count() < 100);
  }

  @Test
  void theDrawOfInfinitiesBeginsWithAllEdgesOfAFloat() {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16)) {
      Convolution c = new Convolution(1, 1, 1, 1, List.of(new Axis(4, 1, 0, 0, 1, 1)), dtype);
      Drawing drawing = Drawing.first(c, CanonicalCases.SPECIALS);
      BinaryFormat format = dtype.kind().format();
      double[] x = drawing.activation();
      assertEquals(-0.0, x[0]);
      assertEquals(-format.max(), x[1]);
      assertEquals(Double.NEGATIVE_INFINITY, x[2]);
      assertTrue(x[3] < 0 && x[3] > -format.minNormal(), () -> dtype + " has " + x[3]);
      assertEquals(4, drawing.weight()[0]);
    }
  }
}
