package winofuzz.fuzz.selftest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Campaign;
import winofuzz.fuzz.campaign.CampaignListener;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judge;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.shrink.Answer;

/**
 * Keeps the cases of a campaign on which something is violated, and ends the campaign some cases
 * after the first of them. A campaign of one thread screens its cases in their order, so that what
 * is kept depends on the cases alone.
 */
final class Sightings implements Judge, CampaignListener {
  private final Judge judge;
  private final long more;
  private final List<Sighting> sightings = new ArrayList<>();
  private @Nullable Campaign campaign;
  private long screened;

  /**
   * Keeps what a judge says.
   *
   * @param more how many cases are judged after the first that is kept
   */
  Sightings(Judge judge, long more) {
    this.judge = judge;
    this.more = more;
  }

  /**
   * A case on which something is violated.
   *
   * @param number of the case
   * @param violations on it
   */
  record Sighting(long number, List<Finding> violations) {
    ConvCase subject() {
      return violations.getFirst().firstSeen();
    }

    Target target() {
      return violations.getFirst().setting().target();
    }

    /** How it shows: what is equal may be one bug. */
    private List<Signature> signatures() {
      return violations.stream().map(Finding::signature).toList();
    }
  }

  /** Ends this campaign. */
  void end(Campaign ended) {
    campaign = ended;
  }

  @Override
  public synchronized CaseReport screen(ConvCase c, Target target) {
    CaseReport report = judge.screen(c, target);
    long number = screened++;
    List<Finding> seen =
        report.findings().stream().filter(f -> !LimitedJudge.dependsOnMachine(f)).toList();
    if (!seen.isEmpty() && (sightings.isEmpty() || number <= last())) {
      sightings.add(new Sighting(number, seen));
    }
    return report;
  }

  private long last() {
    return sightings.getFirst().number + more;
  }

  @Override
  public synchronized void counted(Statistics statistics) throws IOException {
    if (campaign != null && !sightings.isEmpty() && statistics.cases() > last()) {
      campaign.stop();
    }
  }

  @Override
  public CaseReport judge(ConvCase c, Target target) {
    return judge.judge(c, target);
  }

  @Override
  public Answer shows(ConvCase c, Target target, Signature signature) {
    return judge.shows(c, target, signature);
  }

  /** Returns the first sighting; null if there is none. */
  synchronized @Nullable Sighting first() {
    return sightings.isEmpty() ? null : sightings.getFirst();
  }

  /**
   * Returns the smallest cases: for each way in which they show something, the smallest, and of the
   * others the smallest up to a number; smallest first.
   */
  synchronized List<Sighting> smallest(int most) {
    List<Sighting> bySize = new ArrayList<>(sightings);
    bySize.sort(Comparator.comparing(Sighting::subject, ConvCase.bySize()));
    Set<List<Signature>> ways = new LinkedHashSet<>();
    List<Sighting> others = new ArrayList<>();
    List<Sighting> result = new ArrayList<>();
    for (Sighting sighting : bySize) {
      (ways.add(sighting.signatures()) ? result : others).add(sighting);
    }
    List<Sighting> several = result.subList(0, Math.min(most, result.size()));
    result = new ArrayList<>(several);
    result.addAll(others.subList(0, Math.min(most - result.size(), others.size())));
    result.sort(Comparator.comparing(Sighting::subject, ConvCase.bySize()));
    return result;
  }
}
