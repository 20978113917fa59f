package winofuzz.fuzz.programs.campaign;

import java.time.Duration;

/**
 * The task of a campaign over programs.
 *
 * @param seed decides every program
 * @param budget nothing is begun later than this
 * @param mostPrograms no more programs than this
 * @param jobs how many are judged at once
 */
public record ProgramPlan(long seed, Duration budget, long mostPrograms, int jobs) {}
