package winofuzz.fuzz.programs.campaign;

import java.time.Duration;
import winofuzz.fuzz.cases.Setting;

/**
 * The task of a campaign over programs.
 *
 * @param seed decides every program
 * @param budget nothing is begun later than this
 * @param mostPrograms no more programs than this
 * @param jobs how many are judged at once
 * @param setting how they are lowered and run
 */
public record ProgramPlan(
    long seed, Duration budget, long mostPrograms, int jobs, Setting setting) {

  public ProgramPlan withBudget(Duration other) {
    return new ProgramPlan(seed, other, mostPrograms, jobs, setting);
  }

  public ProgramPlan withMostPrograms(long other) {
    return new ProgramPlan(seed, budget, other, jobs, setting);
  }
}
