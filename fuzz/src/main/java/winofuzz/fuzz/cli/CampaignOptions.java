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
import winofuzz.fuzz.shrink.Shrinker;

/** The options that say what a campaign draws, how long apart. */
final class CampaignOptions {
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
      split = ",",
      paramLabel = "DOMAIN",
      description = "real, lattice, onehot, special. Default: all")
  private List<InputDomain> domains = new ArrayList<>();

  @Option(names = "--jobs", paramLabel = "N", description = "cases at once. Default: one a core")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--case-time",
      paramLabel = "DURATION",
      description = "what takes longer is given up and a finding. Default: ${DEFAULT-VALUE}",
      defaultValue = "2m")
  private Duration caseTime = CaseLimits.USUAL.time();

  @Option(
      names = "--case-memory",
      paramLabel = "GIB",
      description =
          "what allocates more, in all, is given up and a finding. Default: ${DEFAULT-VALUE}",
      defaultValue = "64")
  private int caseMemory = 64;

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
        setting.targets(),
        setting.setting(context),
        Shrinker.USUAL_TRIES);
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

  /** What one case may take. */
  CaseLimits limits() {
    if (caseMemory < 1) {
      throw new BadInputException("--case-memory: expected at least 1, found " + caseMemory);
    }
    return new CaseLimits(caseTime, (long) caseMemory << 30);
  }
}
