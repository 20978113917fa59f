package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Distance;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.shrink.Answer;

/** The shards of a campaign find, put together, what one process finds. */
final class ShardsTest {
  private static final Setting SETTING =
      new Setting(List.of(LoweringPath.OLD, LoweringPath.HYBRID), Set.of(), Target.APPLE, "sim");

  private static final Path NOWHERE = Path.of("run");

  /**
   * Judges a case by its numbers: there are bugs that many cases show, rare ones, one that only
   * small cases show, and cases that are given up while others are made smaller.
   */
  private static final class NumberJudge implements Judge {
    private static final Signature SMALL = blaming("crash", "small");
    private static final long SMALLEST_DRAWN = 10;

    private static Signature blaming(String assertion, String rule) {
      return new Signature(assertion, LoweringPath.HYBRID, Symptom.parse("ranged"))
          .with(new Blame("rewrite", rule));
    }

    private static List<Signature> shownBy(ConvCase c, boolean isDrawn) {
      int number = Math.floorMod(c.toString().hashCode(), 1009);
      List<Signature> result = new ArrayList<>();
      if (c.convolution().cout() > 2) {
        result.add(blaming("algebra", "channels"));
        // The same bug, seen by another assertion on some of its cases.
        Collections.addAll(result, blaming(number % 2 == 0 ? "lowering" : "algebra", "twice"));
      }
      if (number % 37 == 0) {
        result.add(blaming("algebra", "rare"));
      }
      if (number % 151 == 0) {
        result.add(blaming("lowering", "rarest"));
      }
      if (!isDrawn && c.elements() < SMALLEST_DRAWN) {
        result.add(SMALL);
      }
      return result;
    }

    @Override
    public CaseReport screen(ConvCase c, Target target) {
      return report(c, target, shownBy(c, true));
    }

    @Override
    public CaseReport judge(ConvCase c, Target target) {
      return report(c, target, shownBy(c, false));
    }

    private static CaseReport report(ConvCase c, Target target, List<Signature> shown) {
      int number = Math.floorMod(c.toString().hashCode(), 7);
      Set<Signature> all = new HashSet<>(shown);
      List<Finding> seen =
          shown.stream().map(s -> Finding.seen(s, "on " + c, SETTING, c, all)).toList();
      List<Judgement> judgements =
          List.of(
              new Judgement("cross-path", LoweringPath.OLD, new Verdict.Skipped("of " + number)),
              new Judgement(
                  "algebra",
                  LoweringPath.OLD,
                  number > 3
                      ? new Verdict.HoldsWithRemark("remark " + number, "")
                      : new Verdict.Holds("", new Distance(number, number / 10.0))));
      LaunchShape left = new LaunchShape("r_2", List.of(2, 1, 1), List.of(number, 1, 1));
      LaunchShape right = new LaunchShape("r_2", List.of(2, 1, 1), List.of(2, 1, 1));
      return new CaseReport(
          c,
          target,
          judgements,
          seen,
          seen,
          new GridComparison(List.of(left), List.of(right)),
          Set.of("rule-" + number),
          Set.of());
    }

    @Override
    public Answer shows(ConvCase c, Target target, Signature signature) {
      boolean isShown = shownBy(c, false).stream().anyMatch(signature::equals);
      return isShown ? Answer.YES : c.elements() % 3 == 0 ? Answer.GAVE_UP : Answer.NO;
    }
  }

  /** What a campaign leaves. */
  private static final class Left implements CampaignListener {
    private final List<KeptCase> kept = new ArrayList<>();
    private final Map<Signature, Finding> finished = new TreeMap<>();
    private Statistics counted = Statistics.NONE;

    @Override
    public void kept(KeptCase fresh) {
      kept.add(fresh);
    }

    @Override
    public void finished(Finding finding) {
      finished.put(finding.signature(), finding);
    }

    @Override
    public void counted(Statistics statistics) {
      counted = statistics;
    }

    Checkpoint checkpoint() {
      return new Checkpoint(counted, kept, List.copyOf(finished.values()));
    }
  }

  private static Plan plan(long seed, long cases, int jobs) {
    return new Plan(
        seed,
        Duration.ofMinutes(10),
        cases,
        jobs,
        InputDomain.drawn(),
        List.of(Target.values()),
        SETTING,
        25);
  }

  private static ShardRun run(Plan plan) throws IOException, InterruptedException {
    return run(plan, Checkpoint.START);
  }

  private static ShardRun run(Plan plan, Checkpoint from) throws IOException, InterruptedException {
    Left left = new Left();
    left.kept.addAll(from.kept());
    left.counted = from.statistics();
    new Campaign(plan, new NumberJudge(), left, System::nanoTime, from).run();
    return new ShardRun(NOWHERE.resolve("" + plan.shard().index()), plan, left.checkpoint());
  }

  private static List<ShardRun> shards(Plan plan, int of) throws IOException, InterruptedException {
    List<ShardRun> result = new ArrayList<>();
    for (int index = of; index >= 1; index--) {
      result.add(run(plan.withShard(new Shard(index, of))));
    }
    return result;
  }

  /** What is left of counts without times. */
  private static Statistics timeless(Statistics s) {
    return new Statistics(
        Duration.ZERO,
        s.cases(),
        s.kept(),
        s.grids(),
        s.skipped(),
        s.remarks(),
        s.sightings(),
        s.asides(),
        Map.of(),
        List.of(),
        s.distances(),
        s.triples());
  }

  private static void assertSame(ShardRun whole, MergedRun merged) {
    assertEquals(whole.plan().mostCases(), merged.plan().mostCases());
    assertEquals(Shard.WHOLE, merged.plan().shard());
    Checkpoint one = whole.checkpoint();
    assertEquals(one.kept(), merged.checkpoint().kept());
    assertEquals(one.findings(), merged.checkpoint().findings());
    assertEquals(timeless(one.statistics()), timeless(merged.checkpoint().statistics()));
    assertTrue(merged.unevenEnds().isEmpty());
  }

  /**
   * For each number of shards a seed, and more cases than a case must be behind what it is like.
   */
  static Stream<Arguments> campaigns() {
    Random random = new Random(16);
    return Stream.of(1, 2, 3, 4, Tracks.COUNT)
        .map(
            of ->
                Arguments.of(
                    of,
                    random.nextLong(),
                    Tracks.LAG + 1 + random.nextInt(Tracks.LAG),
                    1 + random.nextInt(3)));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void mergedTheyAreTheWholeCampaign(int of, long seed, int cases, int jobs) throws Exception {
    assertSame(run(plan(seed, cases, jobs)), MergedRun.of(shards(plan(seed, cases, 2), of)));
  }

  @Test
  void ofOneCaseMostShardsHaveNone() throws Exception {
    assertSame(run(plan(1, 1, 1)), MergedRun.of(shards(plan(1, 1, 1), 3)));
  }

  /** What the property is about occurs: bugs of several shards, and one that no case shows. */
  @Test
  void mergedTheyHaveWhatAnyOfThemMet() throws Exception {
    List<ShardRun> shards = shards(plan(3, 400, 2), 3);
    MergedRun merged = MergedRun.of(shards);
    assertEquals(
        Set.of(NumberJudge.SMALL.id()), merged.checkpoint().statistics().asides().keySet());
    for (Finding finding : merged.checkpoint().findings()) {
      assertEquals(
          finding.signature().equals(NumberJudge.SMALL),
          merged.checkpoint().statistics().asides().containsKey(finding.id()));
    }
    long everywhere =
        merged.checkpoint().findings().stream()
            .filter(
                f ->
                    shards.stream()
                        .allMatch(
                            s ->
                                s.checkpoint().findings().stream()
                                    .anyMatch(other -> other.bug().equals(f.bug()))))
            .count();
    assertTrue(everywhere > 2, "only " + everywhere);
  }

  /** A shard that is stopped and goes on draws the same cases. */
  @Test
  void aShardThatGoesOnComesToTheSame() throws Exception {
    Plan plan = plan(5, 330, 2).withShard(new Shard(2, 3));
    ShardRun whole = run(plan);
    ShardRun begun = run(plan.withMostCases(150));
    ShardRun resumed = run(plan, begun.checkpoint());
    assertEquals(whole.checkpoint().kept(), resumed.checkpoint().kept());
    assertEquals(whole.checkpoint().findings(), resumed.checkpoint().findings());
    assertEquals(
        timeless(whole.checkpoint().statistics()), timeless(resumed.checkpoint().statistics()));
  }

  /** The merged run is a checkpoint of the whole campaign. */
  @Test
  void theMergedRunGoesOnAsOne() throws Exception {
    Plan plan = plan(7, 360, 2);
    MergedRun half = MergedRun.of(shards(plan.withMostCases(170), 4));
    ShardRun resumed = run(plan, half.checkpoint());
    ShardRun whole = run(plan);
    assertEquals(whole.checkpoint().kept(), resumed.checkpoint().kept());
    assertEquals(whole.checkpoint().findings(), resumed.checkpoint().findings());
  }

  @Test
  void whereTheyEndedAtDifferentCasesAllCounts() throws Exception {
    Plan plan = plan(9, 96, 1);
    ShardRun first = run(plan.withShard(new Shard(1, 2)));
    ShardRun stopped = run(plan.withMostCases(40).withShard(new Shard(2, 2)));
    ShardRun second =
        new ShardRun(
            stopped.folder(), first.plan().withShard(new Shard(2, 2)), stopped.checkpoint());
    MergedRun merged = MergedRun.of(List.of(first, second));
    assertEquals("1/2 at case 95, 2/2 at case 40", merged.unevenEnds().orElse(""));
    assertEquals(41, merged.completeCases());
    assertEquals(48 + 20, merged.checkpoint().statistics().cases());
    assertEquals(
        first.checkpoint().kept().size() + second.checkpoint().kept().size(),
        merged.checkpoint().kept().size());
  }

  @Test
  void everyCaseBelongsToOneShard() {
    for (int of = 1; of <= Tracks.COUNT; of++) {
      Set<Long> numbers = new TreeSet<>();
      for (int index = 1; index <= of; index++) {
        Shard shard = new Shard(index, of);
        long count = shard.countBelow(1000);
        for (long position = 0; position < count; position++) {
          long number = shard.number(position);
          assertTrue(numbers.add(number));
          assertEquals(position, shard.countBelow(number));
          assertEquals(position + 1, shard.countBelow(number + 1));
        }
        assertTrue(shard.number(count) >= 1000);
      }
      assertEquals(LongStream.range(0, 1000).boxed().toList(), List.copyOf(numbers));
    }
  }

  @Test
  void whatIsNoShardIsAMistake() {
    for (String text : List.of("0/4", "5/4", "1/99", "1/0", "1", "a/b", "-1/2", "1/2/3", "")) {
      BadInputException mistake =
          assertThrows(BadInputException.class, () -> Shard.parse(text), text);
      assertEquals(
          "expected I/N, shard I from 1 to N of at most 16, found " + text, mistake.getMessage());
    }
    assertEquals(new Shard(3, 4), Shard.parse("3/4"));
  }

  @Test
  void shardsOfDifferentCampaignsAreNotMerged() throws Exception {
    Plan plan = plan(1, 8, 1);
    assertEquals(
        "run/2: expected the seed of run/1, 1, found 2", refusal(plan(2, 8, 1), new Shard(2, 2)));
    assertEquals(
        "run/2: expected the cases of run/1, 8, found 9", refusal(plan(1, 9, 1), new Shard(2, 2)));
    assertEquals(
        "run/2: expected one of 2 shards as run/1, found shard 2/3",
        refusal(plan, new Shard(2, 3)));
    assertEquals(
        "run/1: expected one of 2 shards as run/1, found a run that is not divided",
        refusal(plan, Shard.WHOLE));
    assertEquals(
        "run/1: expected another shard than that of run/1, found shard 1/2",
        refusal(plan, new Shard(1, 2)));
    assertEquals(
        "shard 2/2: expected its folder among those to merge, found 1 of 2",
        refusal(List.of(left(plan, new Shard(1, 2)))));
  }

  private static ShardRun left(Plan plan, Shard shard) {
    return new ShardRun(
        NOWHERE.resolve("" + shard.index()), plan.withShard(shard), Checkpoint.START);
  }

  /** Why a shard is not merged with the first half of a campaign. */
  private static String refusal(Plan plan, Shard shard) {
    return refusal(List.of(left(plan(1, 8, 1), new Shard(1, 2)), left(plan, shard)));
  }

  private static String refusal(List<ShardRun> shards) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> MergedRun.of(shards)).getMessage());
  }
}
