package winofuzz.fuzz.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import winofuzz.fuzz.finding.Bug;
import winofuzz.fuzz.finding.Bugs;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;

/**
 * The findings of all shards of a campaign. Of a bug that several have seen, the finding of the
 * first case counts with its minimal case, as a single process would have made that one smaller,
 * and the numbers of cases that showed it are added. What was met beside a finding counts only if
 * that finding does and no case showed it.
 */
final class MergedFindings {
  /** A finding of a shard, by the place of the shard in the list. */
  private record Seen(int shard, Finding finding) {
    Bug bug() {
      return finding.bug();
    }

    Seen with(Seen later) {
      int count = finding.count() + later.finding.count();
      return new Seen(shard, finding.withCount(count));
    }
  }

  /** What was met beside a finding of the same shard. */
  private record Aside(Seen met, Finding beside) {}

  private final Map<Bug, Seen> seen = new HashMap<>();
  private final Map<Bug, Bug> asides = new HashMap<>();
  private final SortedSet<Signature> leftOut = new TreeSet<>();
  private final List<Finding> all;

  private MergedFindings(List<Seen> shown, List<Aside> met) {
    shown.stream()
        .sorted(Comparator.comparing(each -> each.finding.number()))
        .forEach(each -> seen.merge(each.bug(), each, Seen::with));
    met.stream()
        .sorted(Comparator.comparing(Aside::beside, Asides.FIRST))
        .filter(aside -> isFrom(aside.met.shard, aside.beside.bug()))
        .filter(aside -> seen.putIfAbsent(aside.met.bug(), aside.met) == null)
        .forEach(aside -> asides.put(aside.met.bug(), aside.beside.bug()));
    for (Aside aside : met) {
      if (!seen.containsKey(aside.met.bug())) {
        leftOut.add(aside.met.finding.signature());
      }
    }
    all =
        Bugs.unified(
            seen.values().stream()
                .map(Seen::finding)
                .sorted(Comparator.comparing(Finding::signature))
                .toList());
  }

  static MergedFindings of(List<Checkpoint> shards) {
    List<Seen> shown = new ArrayList<>();
    List<Aside> met = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      Map<Bug, Bug> asides = shards.get(i).asides();
      Map<Bug, Finding> byBug = new HashMap<>();
      shards.get(i).findings().forEach(f -> byBug.put(f.bug(), f));
      for (Finding finding : shards.get(i).findings()) {
        Bug beside = asides.get(finding.bug());
        Finding shrinking = beside == null ? null : byBug.get(beside);
        if (shrinking == null) {
          shown.add(new Seen(i, finding));
        } else {
          met.add(new Aside(new Seen(i, finding), shrinking));
        }
      }
    }
    return new MergedFindings(shown, met);
  }

  private boolean isFrom(int shard, Bug bug) {
    Seen first = seen.get(bug);
    return first != null && first.shard == shard;
  }

  /** Returns all findings; each that is the same bug as another one says so. */
  List<Finding> all() {
    return all;
  }

  /** Returns the place of the shard that the finding of a bug is from. */
  int shard(Bug bug) {
    Seen from = seen.get(bug);
    if (from == null) {
      throw new AssertionError("never seen: " + bug);
    }
    return from.shard;
  }

  /** Returns what no case showed, as {@link Statistics#asides} has it. */
  SortedMap<String, String> asides() {
    Map<Bug, Finding> byBug = new TreeMap<>();
    all.forEach(f -> byBug.put(f.bug(), f));
    return Asides.ids(asides, byBug);
  }

  /** Returns what was met beside a finding that does not count, and is none itself. */
  SortedSet<Signature> leftOut() {
    return leftOut;
  }
}
