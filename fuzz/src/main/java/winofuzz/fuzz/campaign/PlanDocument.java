package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;

/** A plan in its file: all of it but how many threads carry it out. */
record PlanDocument(
    long seed,
    long budgetMillis,
    long mostCases,
    int mostShrinkTries,
    String device,
    List<LoweringPath> paths,
    SortedSet<Defect> defects,
    List<Target> targets,
    SortedSet<InputDomain> inputs) {

  static PlanDocument of(Plan plan) {
    return new PlanDocument(
        plan.seed(),
        plan.budget().toMillis(),
        plan.mostCases(),
        plan.mostShrinkTries(),
        plan.setting().device(),
        plan.setting().paths(),
        new TreeSet<>(plan.setting().defects()),
        plan.targets(),
        new TreeSet<>(plan.domains()));
  }

  /**
   * Returns the plan.
   *
   * @throws BadInputException if there is no path, target or domain
   */
  Plan toPlan(int jobs) {
    requireAny("paths", paths);
    requireAny("targets", targets);
    requireAny("inputs", inputs);
    return new Plan(
        seed,
        Duration.ofMillis(budgetMillis),
        mostCases,
        jobs,
        EnumSet.copyOf(inputs),
        targets,
        new Setting(paths, defects, targets.getFirst(), device),
        mostShrinkTries);
  }

  private static void requireAny(String key, Collection<?> values) {
    if (values.isEmpty()) {
      throw new BadInputException(key + ": expected at least one, found none");
    }
  }
}
