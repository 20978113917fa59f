package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.json.Sense;

/**
 * A plan in its file: all of it but how many threads carry it out.
 *
 * @param shard such as {@code 2/8}; null where the campaign is not divided
 */
record PlanDocument(
    long seed,
    long budgetMillis,
    long mostCases,
    int mostShrinkTries,
    String device,
    @Nullable CompilerChoice compiler,
    List<LoweringPath> paths,
    SortedSet<Defect> defects,
    List<Target> targets,
    SortedSet<InputDomain> inputs,
    @Nullable String shard) {
  /** No budget is longer: as many nanoseconds as a {@code long} holds, some 290 years. */
  static final long MOST_MILLIS = Long.MAX_VALUE / 1_000_000;

  static PlanDocument of(Plan plan) {
    return new PlanDocument(
        plan.seed(),
        plan.budget().toMillis(),
        plan.mostCases(),
        plan.mostShrinkTries(),
        plan.setting().device(),
        plan.setting().compiler().unlessBuiltin(),
        plan.setting().paths(),
        new TreeSet<>(plan.setting().defects()),
        plan.targets(),
        new TreeSet<>(plan.domains()),
        plan.shard().isWhole() ? null : plan.shard().toString());
  }

  /**
   * Returns the plan.
   *
   * @throws BadInputException if it makes no sense
   */
  Plan toPlan(int jobs) {
    Sense.requireBetween("budgetMillis", 0, MOST_MILLIS, budgetMillis);
    Sense.requireAtLeast("mostCases", 0, mostCases);
    Sense.requireAtLeast("mostShrinkTries", 0, mostShrinkTries);
    Sense.requireText("device", device);
    Sense.requireSome("paths", paths);
    Sense.requireSome("targets", targets);
    Sense.requireSome("inputs", inputs);
    return new Plan(
        seed,
        Duration.ofMillis(budgetMillis),
        mostCases,
        jobs,
        EnumSet.copyOf(inputs),
        targets,
        new Setting(CompilerChoice.orBuiltin(compiler), paths, defects, targets.getFirst(), device),
        mostShrinkTries,
        toShard());
  }

  private Shard toShard() {
    try {
      return shard == null ? Shard.WHOLE : Shard.parse(shard);
    } catch (BadInputException e) {
      throw new BadInputException("shard: " + e.getMessage(), e);
    }
  }
}
