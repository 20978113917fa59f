package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.Convolution;
import winofuzz.fuzz.inputs.InputDomain;

final class CaseSourceTest {
  private static final Set<InputDomain> ALL = EnumSet.allOf(InputDomain.class);

  @Test
  void aCaseDependsOnSeedAndNumberAlone() {
    try (CaseSource inOrder = new CaseSource(1, ALL);
        CaseSource backwards = new CaseSource(1, ALL);
        CaseSource otherSeed = new CaseSource(2, ALL)) {
      List<ConvCase> forward = LongStream.range(0, 40).mapToObj(inOrder::get).toList();
      List<ConvCase> backward =
          LongStream.range(0, 40).mapToObj(i -> backwards.get(39 - i)).toList().reversed();
      assertEquals(forward, backward);
      assertNotEquals(forward, LongStream.range(0, 40).mapToObj(otherSeed::get).toList());
    }
  }

  @Test
  void everyKindOfCaseTurnsUp() {
    try (CaseSource source = new CaseSource(7, ALL)) {
      List<ConvCase> cases = LongStream.range(0, 1500).mapToObj(source::get).toList();
      for (InputDomain domain : ALL) {
        some(cases, c -> c.inputs().domain() == domain, "inputs " + domain);
      }
      some(cases, c -> c.convolution().groups() > 1, "groups");
      some(cases, c -> c.convolution().batch() > 1, "batch");
      some(cases, c -> c.convolution().cin() > 32, "many channels");
      some(cases, c -> c.convolution().cin() == 1, "one channel");
      some(cases, c -> height(c).size() != width(c).size(), "not square");
      some(cases, c -> height(c).padBefore() != height(c).padAfter(), "padding per side");
      some(cases, c -> height(c).padBefore() == 2, "padding 2");
      some(cases, c -> height(c).size() > 24, "large");
      some(cases, c -> height(c).kernel() != 3, "another window");
      some(cases, c -> height(c).stride() > 1, "stride");
      some(cases, c -> height(c).dilation() > 1, "dilation");
      long winograd =
          cases.stream()
              .filter(
                  c ->
                      c.convolution().spatial().stream()
                          .allMatch(a -> a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1))
              .count();
      assertTrue(winograd > 1200, "the rewrite is for " + winograd + " of 1500");
    }
  }

  @Test
  void mostCasesAreCheap() {
    try (CaseSource source = new CaseSource(7, ALL)) {
      long[] products =
          LongStream.range(0, 1000)
              .map(i -> CaseArbitraries.products(source.get(i).convolution()))
              .sorted()
              .toArray();
      assertTrue(products[500] < 5_000, "median " + products[500]);
      assertTrue(products[999] > 100_000, "largest " + products[999]);
      assertTrue(products[999] <= 1_500_000, "largest " + products[999]);
    }
  }

  private static Convolution.Axis height(ConvCase c) {
    return c.convolution().spatial().getFirst();
  }

  private static Convolution.Axis width(ConvCase c) {
    return c.convolution().spatial().getLast();
  }

  private static void some(List<ConvCase> cases, Predicate<ConvCase> kind, String what) {
    assertTrue(cases.stream().anyMatch(kind), "no case with " + what);
  }
}
