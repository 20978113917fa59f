package winofuzz.fuzz.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;

/**
 * What one shard of a campaign has left.
 *
 * @param folder where it is, for messages
 * @param plan its task
 * @param checkpoint what it came to
 */
public record ShardRun(Path folder, Plan plan, Checkpoint checkpoint) {

  /** Something that all shards of a campaign have in common, as it is called in a message. */
  private record Common(String name, Function<Plan, Object> value) {}

  private static final List<Common> COMMON =
      List.of(
          new Common("seed", Plan::seed),
          new Common("cases", plan -> count(plan.mostCases())),
          new Common("inputs", plan -> new TreeSet<>(plan.domains())),
          new Common("targets", Plan::targets),
          new Common("compiler", of(Setting::compiler)),
          new Common("paths", of(Setting::paths)),
          new Common("defects", of(setting -> new TreeSet<>(setting.defects()))),
          new Common("device", of(Setting::device)),
          new Common("tries to make a finding smaller", Plan::mostShrinkTries));

  private static Function<Plan, Object> of(Function<Setting, Object> value) {
    return plan -> value.apply(plan.setting());
  }

  private static String count(long cases) {
    return cases == Long.MAX_VALUE ? "without an end" : "" + cases;
  }

  /**
   * Reads the folder of a shard, which must be held, so that it stays as it is.
   *
   * @throws BadInputException if it is not all there
   */
  public static ShardRun read(RunFolder folder) throws IOException {
    Plan plan = folder.plan(1);
    return new ShardRun(
        folder.root(),
        plan,
        folder.checkpoint("bin/fuzz run --resume " + folder.root() + " --force"));
  }

  Shard shard() {
    return plan.shard();
  }

  ShardEnds.End end() {
    return new ShardEnds.End(shard().toString(), checkpoint.statistics().cases());
  }

  /**
   * Refuses shards that are not those of one campaign, each once.
   *
   * @throws BadInputException that tells of the first that does not fit
   */
  static void requireOneCampaign(List<ShardRun> shards) {
    ShardRun first = shards.getFirst();
    for (ShardRun other : shards) {
      other.requireSamePlan(first);
      if (other.shard().of() != first.shard().of()) {
        throw other.mistake("one of %d shards as %s".formatted(first.shard().of(), first.folder));
      }
    }
    ShardRun[] found = new ShardRun[first.shard().of()];
    for (ShardRun each : shards) {
      ShardRun before = found[each.shard().index() - 1];
      if (before != null) {
        throw each.mistake("another shard than that of " + before.folder);
      }
      found[each.shard().index() - 1] = each;
    }
    SortedSet<Integer> missing = new TreeSet<>();
    for (int i = 0; i < found.length; i++) {
      if (Objects.isNull(found[i])) {
        missing.add(i + 1);
      }
    }
    if (!missing.isEmpty()) {
      throw new BadInputException(
          "shard %d/%d: expected its folder among those to merge, found %d of %d"
              .formatted(missing.getFirst(), found.length, shards.size(), found.length));
    }
  }

  private void requireSamePlan(ShardRun first) {
    for (Common common : COMMON) {
      Object expected = common.value.apply(first.plan);
      Object found = common.value.apply(plan);
      if (!expected.equals(found)) {
        throw new BadInputException(
            "%s: expected the %s of %s, %s, found %s"
                .formatted(folder, common.name, first.folder, expected, found));
      }
    }
  }

  private BadInputException mistake(String expected) {
    String found = shard().isWhole() ? "a run that is not divided" : "shard " + shard();
    return new BadInputException("%s: expected %s, found %s".formatted(folder, expected, found));
  }
}
