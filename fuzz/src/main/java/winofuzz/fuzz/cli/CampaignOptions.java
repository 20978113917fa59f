package winofuzz.fuzz.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.programs.campaign.ProgramPlan;
import winofuzz.fuzz.shrink.Shrinker;

/** The options that say what a campaign draws and what a case may cost. */
final class CampaignOptions {
  private static final long MILLION = 1_000_000;
  private static final long USUAL_WORK = CaseLimits.USUAL_WORK / MILLION;

  @Mixin private SettingOptions setting = new SettingOptions();

  @Option(names = "--cases", paramLabel = "N", description = "no more drawn cases than this")
  private long mostCases = Long.MAX_VALUE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides every drawn case. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--inputs",
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      paramLabel = "DOMAIN",
      completionCandidates = KnownValues.DomainNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: all")
  private List<InputDomain> domains = new ArrayList<>();

  @Option(names = "--jobs", paramLabel = "N", description = "cases at once. Default: one a core")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--case-work",
      paramLabel = "N",
      description =
          "a case that costs more than N million units of work (nodes visited, made and"
              + " evaluated, elements, simulated operations) is given up and a finding. Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "" + USUAL_WORK)
  private long caseWork = USUAL_WORK;

  @Option(
      names = "--case-time",
      paramLabel = "DURATION",
      description =
          "a case that takes longer, in work that is not counted, is given up and reported, but no"
              + " finding, as that depends on the machine. Default: ${DEFAULT-VALUE}",
      defaultValue = "10m")
  private Duration caseTime = CaseLimits.USUAL.time();

  /**
   * What was asked for.
   *
   * @throws BadInputException if it cannot be done
   */
  Plan plan(Duration budget, Context context) {
    Set<InputDomain> chosen = domains.isEmpty() ? InputDomain.drawn() : EnumSet.copyOf(domains);
    return new Plan(
        seed,
        budget,
        mostCases(),
        jobs(),
        chosen,
        setting.targets(context),
        setting.setting(context),
        Shrinker.USUAL_TRIES);
  }

  /** What was asked for, over programs. */
  ProgramPlan programPlan(Duration budget, Context context) {
    return new ProgramPlan(seed, budget, mostCases(), jobs(), setting.programSetting(context));
  }

  /** How cases and programs are lowered and run. */
  SettingOptions setting() {
    return setting;
  }

  long mostCases() {
    if (mostCases < 0) {
      throw new BadInputException("--cases: expected at least 0, found " + mostCases);
    }
    return mostCases;
  }

  int jobs() {
    if (jobs < 1) {
      throw new BadInputException("--jobs: expected at least 1, found " + jobs);
    }
    return jobs;
  }

  /**
   * What one case may cost.
   *
   * @throws BadInputException if that is nothing
   */
  CaseLimits limits() {
    if (caseWork < 1 || caseWork > Long.MAX_VALUE / MILLION) {
      throw new BadInputException(
          "--case-work: expected 1 to %d, found %d".formatted(Long.MAX_VALUE / MILLION, caseWork));
    }
    return new CaseLimits(caseWork * MILLION, caseTime);
  }
}
