package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.json.Sense;

/** A plan in its file: all of it but how many threads carry it out. */
record ProgramPlanDocument(
    long seed,
    long budgetMillis,
    long mostPrograms,
    String device,
    @Nullable CompilerChoice compiler,
    List<LoweringPath> paths) {

  static ProgramPlanDocument of(ProgramPlan plan) {
    return new ProgramPlanDocument(
        plan.seed(),
        plan.budget().toMillis(),
        plan.mostPrograms(),
        plan.setting().device(),
        plan.setting().compiler().unlessBuiltin(),
        plan.setting().paths());
  }

  /**
   * Returns the plan.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it makes no sense
   */
  ProgramPlan toPlan(int jobs) {
    Sense.requireBetween("budgetMillis", 0, ProgramCheckpointDocument.MOST_MILLIS, budgetMillis);
    Sense.requireAtLeast("mostPrograms", 0, mostPrograms);
    Sense.requireText("device", device);
    Sense.requireSome("paths", paths);
    return new ProgramPlan(
        seed,
        Duration.ofMillis(budgetMillis),
        mostPrograms,
        jobs,
        new Setting(CompilerChoice.orBuiltin(compiler), paths, Set.of(), Target.APPLE, device));
  }
}
