package winofuzz.fuzz.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.inputs.InputDomain;

final class LargeCasesTest {
  private static final Set<InputDomain> DOMAINS = Set.of(InputDomain.REAL, InputDomain.ONES);

  private static List<ConvCase> drawn(long seed) {
    return LongStream.range(0, 20_000)
        .mapToObj(i -> LargeCases.of(seed, i, DOMAINS))
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void aboutOneIn128IsLargeAndTheSeedDecides() {
    List<ConvCase> cases = drawn(1);
    assertTrue(cases.size() > 100 && cases.size() < 225, () -> cases.size() + " cases");
    assertTrue(cases.stream().allMatch(ConvCase::isLarge));
    assertEquals(cases, drawn(1));
    assertTrue(cases.stream().noneMatch(drawn(2)::contains));
  }

  @Test
  void everyDirectionIsLargeInSomeCaseAndBothSidesOfTheIntLimitAreDrawn() {
    List<Convolution> drawn = drawn(3).stream().map(ConvCase::convolution).toList();
    assertTrue(drawn.stream().anyMatch(c -> c.batch() > 1 << 20));
    assertTrue(drawn.stream().anyMatch(c -> c.cin() > 1 << 20));
    assertTrue(drawn.stream().anyMatch(c -> c.cout() > 1 << 20));
    assertTrue(drawn.stream().anyMatch(c -> c.spatial().getLast().size() > 1 << 14));
    long limit = Integer.MAX_VALUE;
    assertTrue(drawn.stream().anyMatch(c -> hasArray(c, limit - limit / 100, limit)));
    assertTrue(drawn.stream().anyMatch(c -> hasArray(c, limit + 1, limit + limit / 100)));
  }

  private static boolean hasArray(Convolution c, long from, long to) {
    return Stream.of(c.inputShape(), c.outputShape())
        .mapToLong(Convolution::product)
        .anyMatch(n -> n >= from && n <= to);
  }

  @Test
  void aLargeCaseIsReadAsItIsWritten() {
    for (ConvCase c : drawn(4)) {
      assertEquals(c, CaseText.parse(c.toString()));
    }
  }
}
