package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.external.RuleJudgement.Suspect;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** What is blamed on the rules of a compiler that multiplies two numbers, rightly or wrongly. */
final class RuleSearchTest {
  private static final Convolution PRODUCT =
      CaseText.parse("cin=1,h=1,w=1,cout=1,kernel=1").convolution();
  private static final Values TWO = value(2f);
  private static final Values THREE = value(3f);
  private static final Values SIX = value(6f);

  private static Values value(float value) {
    return Values.of(DType.FLOAT32, new float[] {value});
  }

  /** A compiler in memory. */
  private static final class Rules implements Rewriting {
    private final List<String> applied;
    private final Set<String> wrong;
    private final Set<String> needed;
    private final List<String> suspects;
    private final List<String> unjudged;
    private final List<List<String>> asked = new ArrayList<>();
    private String wrongly = "+";

    /**
     * @param applied all rules
     * @param wrong those that make the product wrong
     * @param needed those without which it does not lower
     */
    Rules(
        List<String> applied,
        Set<String> wrong,
        Set<String> needed,
        List<String> suspects,
        List<String> unjudged) {
      this.applied = applied;
      this.wrong = wrong;
      this.needed = needed;
      this.suspects = suspects;
      this.unjudged = unjudged;
    }

    @Override
    public Optional<CompilerAnswer.Lowered> without(List<String> rules) {
      asked.add(rules);
      return rules.stream().anyMatch(needed::contains)
          ? Optional.empty()
          : Optional.of(lowered(rules));
    }

    @Override
    public Optional<RuleJudgement> judgement() {
      return Optional.of(
          new RuleJudgement(suspects.stream().map(Rules::suspect).toList(), 10, 2, unjudged));
    }

    @Override
    public Optional<CompilerAnswer> withStages(List<String> refused) {
      return Optional.empty();
    }

    private static Suspect suspect(String rule) {
      return new Suspect(rule, "fold", "(r0 // 4)", "r0", new TreeMap<>(), "0", "3");
    }

    private CompilerAnswer.Lowered lowered(List<String> refused) {
      Set<String> rest = new HashSet<>(applied);
      refused.forEach(rest::remove);
      boolean isWrong = rest.stream().anyMatch(wrong::contains);
      List<String> told = applied.stream().filter(rest::contains).toList();
      String line = ANSWER.replace("OPERATOR", isWrong ? wrongly : "*");
      CompilerAnswer.Lowered made =
          (CompilerAnswer.Lowered) CompilerAnswer.read(line, 1, new Request.OfConvolution(PRODUCT));
      return new CompilerAnswer.Lowered(
          made.memories(), made.kernels(), made.winograd(), told, List.of());
    }

    Optional<Culprit> culprit() {
      return new ExternalLowered(lowered(List.of()), PRODUCT, this, List.of())
          .culprit(Set.of(StageFault.VALUE), TWO, THREE, SIX);
    }
  }

  private static final String ANSWER =
      """
      {"id":1,"memories":[{"name":"y","dtype":"float32","elements":1,"role":"output"},\
      {"name":"x","dtype":"float32","elements":1,"role":"input"},\
      {"name":"w","dtype":"float32","elements":1,"role":"input"}],\
      "kernels":[{"name":"product","source":"#include <metal_stdlib>\\nusing namespace metal;\\n\
      kernel void product(device float* y, device float* x, device float* w) {\\n\
      *(y+0) = ((*(x+0))OPERATOR(*(w+0)));\\n}","threadgroups":[1,1,1],"threads":[1,1,1],\
      "arguments":[{"memory":0},{"memory":1},{"memory":2}]}],"winograd":false}""";

  private static List<String> rules(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a/fold.py:" + i).toList();
  }

  @Test
  void rightKernelsAreNotAskedAbout() {
    Rules rules = new Rules(rules(3), Set.of(), Set.of(), rules(3), List.of());
    assertTrue(rules.culprit().isEmpty());
    assertTrue(rules.asked.isEmpty());
  }

  @Test
  void theFirstSuspectWithoutWhichItIsRightIsBlamed() {
    Rules rules =
        new Rules(rules(9), Set.of("a/fold.py:7"), Set.of(), rules(9).subList(6, 9), List.of());
    Culprit culprit = rules.culprit().orElseThrow();
    assertEquals(new Blame("fold", "a/fold.py:7"), culprit.blame());
    assertEquals("metal, in fold, by a/fold.py:7", culprit.toString());
    assertEquals("element 0: expected 6.0, found 5.0", culprit.evidence());
    Culprit.Application application = culprit.application();
    assertTrue(application != null && application.before().text().equals("(r0 // 4)"));
    assertEquals(List.of(List.of("a/fold.py:6"), List.of("a/fold.py:7")), rules.asked);
  }

  @Test
  void aSuspectThatCannotBeRefusedIsBlamedIfThereIsNoBetterOne() {
    List<String> suspects = List.of("a/fold.py:2", "a/fold.py:7");
    Rules rules =
        new Rules(rules(9), Set.of("a/fold.py:7"), Set.of("a/fold.py:2"), suspects, List.of());
    assertEquals("a/fold.py:7", rules.culprit().orElseThrow().blame().rule());
    Rules needed =
        new Rules(rules(9), Set.of("a/fold.py:7"), Set.of("a/fold.py:7"), suspects, List.of());
    assertEquals("a/fold.py:7", needed.culprit().orElseThrow().blame().rule());
  }

  @Test
  void aRuleThatCannotBeJudgedIsTriedByItself() {
    Rules rules =
        new Rules(
            rules(9),
            Set.of("a/fold.py:5"),
            Set.of("a/fold.py:4"),
            List.of("a/fold.py:1"),
            List.of("a/fold.py:4", "a/fold.py:5"));
    assertEquals("a/fold.py:5", rules.culprit().orElseThrow().blame().rule());
  }

  @Test
  void othersAreFoundByHalvesOfThem() {
    for (int wrong = 0; wrong < 100; wrong += 9) {
      Rules rules =
          new Rules(rules(100), Set.of("a/fold.py:" + wrong), Set.of(), List.of(), List.of());
      assertEquals("a/fold.py:" + wrong, rules.culprit().orElseThrow().blame().rule());
      assertTrue(rules.asked.size() < 20, () -> rules.asked.size() + " tries");
    }
  }

  @Test
  void rulesThatItDoesNotLowerWithoutAreFoundByHalvesAndNotBlamed() {
    Rules rules =
        new Rules(
            rules(16),
            Set.of("a/fold.py:11"),
            Set.of("a/fold.py:3", "a/fold.py:10"),
            List.of(),
            List.of());
    assertEquals("a/fold.py:11", rules.culprit().orElseThrow().blame().rule());
    Rules needed =
        new Rules(rules(16), Set.of("a/fold.py:11"), Set.of("a/fold.py:11"), List.of(), List.of());
    assertTrue(needed.culprit().isEmpty());
  }

  @Test
  void thereAreOnlySoManyTries() {
    Set<String> all = new HashSet<>(rules(300));
    Rules rules = new Rules(rules(300), all, all, List.of(), rules(300));
    assertTrue(rules.culprit().isEmpty());
    assertTrue(rules.asked.size() <= 25, () -> rules.asked.size() + " tries");
  }

  @Test
  void misusedMemoryIsBlamedOnNoRuleThatIsNotSuspected() {
    Rules rules = new Rules(rules(4), Set.of("a/fold.py:2"), Set.of(), List.of(), rules(4));
    // The output is read before it is written.
    rules.wrongly = "+(*(y+0))+";
    assertTrue(rules.culprit().isEmpty());
    Rules suspected = new Rules(rules(4), Set.of("a/fold.py:2"), Set.of(), rules(4), List.of());
    suspected.wrongly = rules.wrongly;
    assertEquals("a/fold.py:2", suspected.culprit().orElseThrow().blame().rule());
  }

  @Test
  void aCompilerThatTellsNothingIsNotBlamed() {
    Rules silent =
        new Rules(rules(1), Set.of("a/fold.py:0"), Set.of("a/fold.py:0"), List.of(), List.of());
    assertEquals(Optional.empty(), silent.culprit().map(Culprit::blame));
  }
}
