package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.ir.DType;

final class CaseSourceTest {
  private static final Set<InputDomain> ALL = InputDomain.drawn();

  @Test
  void aCaseDependsOnSeedAndNumberAlone() {
    try (CaseSource inOrder = new CaseSource(1, ALL, List.of(Target.values()));
        CaseSource backwards = new CaseSource(1, ALL, List.of(Target.values()));
        CaseSource otherSeed = new CaseSource(2, ALL, List.of(Target.values()))) {
      List<ConvCase> forward =
          LongStream.range(0, 40).mapToObj(i -> inOrder.get(i, List.of()).subject()).toList();
      List<ConvCase> backward =
          LongStream.range(0, 40)
              .mapToObj(i -> backwards.get(39 - i, List.of()).subject())
              .toList()
              .reversed();
      assertEquals(forward, backward);
      assertNotEquals(
          forward,
          LongStream.range(0, 40).mapToObj(i -> otherSeed.get(i, List.of()).subject()).toList());
    }
  }

  @Test
  void everyKindOfCaseTurnsUp() {
    try (CaseSource source = new CaseSource(7, ALL, List.of(Target.values()))) {
      List<ConvCase> cases =
          LongStream.range(0, 1500).mapToObj(i -> source.get(i, List.of()).subject()).toList();
      for (InputDomain domain : ALL) {
        some(cases, c -> c.inputs().domain() == domain, "inputs " + domain);
      }
      some(cases, c -> c.convolution().groups() > 1, "groups");
      some(cases, c -> c.convolution().batch() > 1, "batch");
      some(cases, c -> c.convolution().cin() > 32, "many channels");
      some(cases, c -> c.convolution().cin() == 1, "one channel");
      some(
          cases,
          c -> c.convolution().cin() % 16 == 0 && c.convolution().cout() % 16 == 0,
          "channels in blocks");
      some(
          cases,
          c ->
              c.convolution().cin() % 8 == 0
                  && c.convolution().cout() % 8 == 0
                  && height(c).size() == 32,
          "what a matrix unit takes");
      some(cases, c -> height(c).size() != width(c).size(), "not square");
      some(cases, c -> height(c).padBefore() != height(c).padAfter(), "padding per side");
      some(cases, c -> height(c).padBefore() == 2, "padding 2");
      some(cases, c -> height(c).size() > 24, "large");
      some(cases, c -> height(c).kernel() != 3, "another window");
      some(cases, c -> height(c).stride() > 1, "stride");
      some(cases, c -> height(c).dilation() > 1, "dilation");
      some(cases, c -> height(c).stride() != width(c).stride(), "a stride per axis");
      some(cases, c -> c.convolution().spatial().size() == 1, "one axis");
      some(cases, c -> c.convolution().spatial().size() == 3, "three axes");
      some(cases, c -> c.convolution().dtype().equals(DType.FLOAT16), "float16");
      some(cases, c -> c.convolution().dtype().equals(DType.BFLOAT16), "bfloat16");
      long winograd =
          cases.stream()
              .filter(
                  c ->
                      c.convolution().spatial().stream()
                          .allMatch(a -> a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1))
              .count();
      assertTrue(winograd > 850, "the rewrite is for " + winograd + " of 1500");
    }
  }

  @Test
  void sourcesOfSeveralThreadsDoNotDisturbEachOther() throws Exception {
    List<ConvCase> alone = firstCases();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<ConvCase>>> beside = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        beside.add(pool.submit(CaseSourceTest::firstCases));
      }
      for (Future<List<ConvCase>> cases : beside) {
        assertEquals(alone, cases.get());
      }
    }
  }

  private static List<ConvCase> firstCases() {
    try (CaseSource source = new CaseSource(3, ALL, List.of(Target.values()))) {
      return LongStream.range(0, 30).mapToObj(i -> source.get(i, List.of()).subject()).toList();
    }
  }

  @Test
  void mostCasesAreCheap() {
    try (CaseSource source = new CaseSource(7, ALL, List.of(Target.values()))) {
      long[] products =
          LongStream.range(0, 1000)
              .mapToObj(i -> source.get(i, List.of()).subject())
              .filter(c -> !c.isLarge())
              .mapToLong(c -> CaseArbitraries.products(c.convolution()))
              .sorted()
              .toArray();
      assertTrue(products[products.length / 2] < 5_000, "median " + products[products.length / 2]);
      assertTrue(
          products[products.length - 1] > 100_000, "largest " + products[products.length - 1]);
      assertTrue(
          products[products.length - 1] <= 300_000, "largest " + products[products.length - 1]);
    }
  }

  @Test
  void someCasesAreLikeOnesThatWereKept() {
    ConvCase kept = CaseText.parse("batch=1,cin=11,h=7,w=23,cout=13,pad=1,inputs=real:1");
    try (CaseSource source = new CaseSource(7, ALL, List.of(Target.values()));
        CaseSource again = new CaseSource(7, ALL, List.of(Target.values()))) {
      List<ConvCase> cases =
          LongStream.range(300, 700).mapToObj(i -> source.get(i, List.of(kept)).subject()).toList();
      List<ConvCase> like =
          cases.stream()
              .filter(c -> c.convolution().cin() == 11 || c.convolution().cout() == 13)
              .toList();
      assertTrue(like.size() > 50 && like.size() < 150, like.size() + " of 400 are like it");
      assertTrue(Set.copyOf(like).size() > 45, "different ones: " + Set.copyOf(like).size());
      some(like, c -> c.convolution().batch() > 1, "another batch");
      some(like, c -> Math.abs(width(c).size() - 23) == 4, "a tile more or less");
      some(like, c -> !c.convolution().dtype().equals(DType.FLOAT32), "another type");
      some(like, c -> c.inputs().domain() != kept.inputs().domain(), "another domain");
      some(like, c -> height(c).stride() > 1, "another stride");
      assertEquals(cases.get(17), again.get(317, List.of(kept)).subject());
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
