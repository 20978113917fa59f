package winofuzz.fuzz.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.inputs.InputDomain;

/**
 * The task of a campaign.
 *
 * @param seed decides every case
 * @param budget no case, and no try to make a finding smaller, is begun later than this; what is at
 *     hand then may go on for {@link Campaign#GRACE}
 * @param mostCases no more cases than this
 * @param jobs how many are judged at once
 * @param domains what inputs are drawn from
 * @param targets what cases are compiled for; the first one for most of them
 * @param setting paths and defects
 * @param mostShrinkTries how many cases may be tried to make one finding minimal
 */
public record Plan(
    long seed,
    Duration budget,
    long mostCases,
    int jobs,
    Set<InputDomain> domains,
    List<Target> targets,
    Setting setting,
    int mostShrinkTries) {
  public Plan {
    domains = Set.copyOf(domains);
    targets = List.copyOf(targets);
  }

  public Plan withBudget(Duration other) {
    return new Plan(seed, other, mostCases, jobs, domains, targets, setting, mostShrinkTries);
  }

  public Plan withMostCases(long other) {
    return new Plan(seed, budget, other, jobs, domains, targets, setting, mostShrinkTries);
  }
}
