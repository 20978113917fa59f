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
 * @param mostCases no more cases than this, in all shards together
 * @param jobs how many are judged at once
 * @param domains what inputs are drawn from
 * @param targets what cases are compiled for; the first one for most of them
 * @param setting paths and defects
 * @param mostShrinkTries how many cases may be tried to make one finding minimal
 * @param shard which of the cases are judged
 */
public record Plan(
    long seed,
    Duration budget,
    long mostCases,
    int jobs,
    Set<InputDomain> domains,
    List<Target> targets,
    Setting setting,
    int mostShrinkTries,
    Shard shard) {
  public Plan {
    domains = Set.copyOf(domains);
    targets = List.copyOf(targets);
  }

  /** The task of a campaign that is not divided. */
  public Plan(
      long seed,
      Duration budget,
      long mostCases,
      int jobs,
      Set<InputDomain> domains,
      List<Target> targets,
      Setting setting,
      int mostShrinkTries) {
    this(seed, budget, mostCases, jobs, domains, targets, setting, mostShrinkTries, Shard.WHOLE);
  }

  public Plan withBudget(Duration other) {
    return new Plan(
        seed, other, mostCases, jobs, domains, targets, setting, mostShrinkTries, shard);
  }

  public Plan withMostCases(long other) {
    return new Plan(seed, budget, other, jobs, domains, targets, setting, mostShrinkTries, shard);
  }

  public Plan withShard(Shard other) {
    return new Plan(
        seed, budget, mostCases, jobs, domains, targets, setting, mostShrinkTries, other);
  }

  /** Returns how many cases there are to be in the shard; {@link Long#MAX_VALUE} for no limit. */
  long mostCasesOfShard() {
    return mostCases == Long.MAX_VALUE ? mostCases : shard.countBelow(mostCases);
  }
}
