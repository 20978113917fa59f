package winofuzz.fuzz.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.fuzz.campaign.CampaignResult.Coverage;
import winofuzz.fuzz.campaign.CampaignResult.GridRecord;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.CaseReport.Symptom;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.fuzz.oracle.Verdict;

/**
 * What a campaign has seen. It is told of the cases in their order, by one thread, so that what it
 * holds does not depend on which was judged first.
 */
final class Tally {
  private final Setting setting;
  private final SortedMap<Signature, Sighting> sightings = new TreeMap<>();
  private final Map<GridClass, GridRecord> grids = new EnumMap<>(GridClass.class);
  private final SortedMap<String, Integer> skipped = new TreeMap<>();
  private final SortedMap<String, Integer> remarks = new TreeMap<>();
  private final Set<String> rules = new HashSet<>();
  private final Set<ShapeClass> shapeClasses = new HashSet<>();
  private long cases;

  Tally(Setting setting) {
    this.setting = setting;
  }

  /** Takes in a case; the result is what was seen in it for the first time. */
  List<Sighting> add(CaseReport report) {
    cases++;
    rules.addAll(report.rules());
    shapeClasses.add(ShapeClass.of(report.subject().convolution()));
    report.grid().ifPresent(grid -> addGrid(report.subject(), grid));
    for (Judgement j : report.judgements()) {
      switch (j.verdict()) {
        case Verdict.Skipped(String reason) ->
            skipped.merge(j.assertion() + ": " + reason, 1, Integer::sum);
        case Verdict.HoldsWithRemark(String remark, String detail) ->
            remarks.merge(j.assertion() + ": " + remark, 1, Integer::sum);
        case Verdict.Holds holds -> {}
        case Verdict.Violated violated -> {} // Among the symptoms.
      }
    }
    List<Sighting> fresh = new ArrayList<>();
    for (Symptom symptom : report.symptoms()) {
      Sighting known = sightings.get(symptom.signature());
      if (known == null) {
        known = new Sighting(symptom, report.subject(), setting.with(report.target()));
        sightings.put(symptom.signature(), known);
        fresh.add(known);
      }
      known.again();
    }
    return fresh;
  }

  private void addGrid(ConvCase c, GridComparison grid) {
    GridRecord here = new GridRecord(grid.gridClass(), c, grid, 1);
    grids.merge(
        grid.gridClass(),
        here,
        (known, fresh) -> {
          boolean smaller = ConvCase.bySize().compare(c, known.smallest()) < 0;
          GridRecord kept = smaller ? fresh : known;
          return new GridRecord(
              kept.gridClass(), kept.smallest(), kept.comparison(), known.count() + 1);
        });
  }

  long cases() {
    return cases;
  }

  int shapeClassesSeen() {
    return shapeClasses.size();
  }

  int signatures() {
    return sightings.size();
  }

  Coverage coverage() {
    return new Coverage(rules.size(), shapeClasses.size());
  }

  List<GridRecord> grids() {
    return List.copyOf(grids.values());
  }

  SortedMap<String, Integer> skipped() {
    return new TreeMap<>(skipped);
  }

  SortedMap<String, Integer> remarks() {
    return new TreeMap<>(remarks);
  }

  /**
   * The findings, each with those that are the same bug on another path: the assertion, the symptom
   * and the minimal case are equal.
   */
  Map<Finding, List<Finding>> findings() {
    Map<List<Object>, Finding> firsts = new HashMap<>();
    Map<Finding, List<Finding>> result = new LinkedHashMap<>();
    List<Finding> byPath =
        sightings.values().stream()
            .map(Sighting::finding)
            .sorted(Comparator.comparing(Finding::path).thenComparing(Finding::signature))
            .toList();
    for (Finding f : byPath) {
      List<Object> bug = List.of(f.signature().assertion(), f.signature().symptom(), f.minimal());
      Finding first = firsts.putIfAbsent(bug, f);
      if (first == null) {
        result.put(f, new ArrayList<>());
      } else {
        result.getOrDefault(first, new ArrayList<>()).add(f);
      }
    }
    return result;
  }
}
