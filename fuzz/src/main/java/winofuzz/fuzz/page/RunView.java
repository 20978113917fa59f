package winofuzz.fuzz.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.Distances;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.page.RunReport.Fact;
import winofuzz.fuzz.story.Story;

/** A run, or two, as the template of a report shows it. */
record RunView(
    String title,
    String verdict,
    String verdictKind,
    String lead,
    List<Tile> tiles,
    @Nullable Compared compared,
    List<FindingView> findings,
    List<GridView> grids,
    String rateWords,
    String coverageWords,
    String ulpWords,
    String shareWords,
    boolean hasDistances,
    List<LeftOut> skipped,
    List<LeftOut> noted,
    List<Fact> machine,
    List<WordView> words,
    String data) {

  /** A figure. */
  record Tile(String name, String value, String note) {}

  /** Two runs side by side. */
  record Compared(String caption, String left, String right, List<Row> rows) {}

  /** A figure of both runs. */
  record Row(String name, String left, String right) {}

  /** A word and what it means. */
  record WordView(String word, String meaning) {}

  /** A finding; its story where there is one. */
  record FindingView(
      String anchor,
      String id,
      String signature,
      String headline,
      String causeName,
      String side,
      String detail,
      String minimal,
      long elements,
      boolean proven,
      String seen,
      String minimality,
      String reproduce,
      @Nullable StoryView story) {}

  /** A class of grids. */
  record GridView(
      String label,
      String meaning,
      int count,
      String smallest,
      List<String> launches,
      String svg) {}

  int findingCount() {
    return findings.size();
  }

  boolean hasFindings() {
    return !findings.isEmpty();
  }

  boolean hasGrids() {
    return !grids.isEmpty();
  }

  boolean hasSkipped() {
    return !skipped.isEmpty();
  }

  boolean hasNoted() {
    return !noted.isEmpty();
  }

  String styles() {
    return Templates.library(WebLibraries.UPLOT_STYLES) + Templates.file("report.css");
  }

  String library() {
    return Templates.library(WebLibraries.UPLOT_SCRIPT);
  }

  String script() {
    return Templates.file("report.js");
  }

  // *** one run

  static RunView of(RunReport run, List<WordView> words) {
    List<FindingView> findings = run.findings().stream().map(f -> view(run, f, "")).toList();
    return of(List.of(run), findings, null, words);
  }

  /** Two runs: the figures of both, and which findings are of either or both. */
  static RunView of(RunReport left, RunReport right, List<WordView> words) {
    List<String> leftIds = left.findings().stream().map(Finding::id).toList();
    List<String> rightIds = right.findings().stream().map(Finding::id).toList();
    List<FindingView> findings = new ArrayList<>();
    for (Finding f : right.findings()) {
      findings.add(
          view(right, f, leftIds.contains(f.id()) ? "in both" : "only in " + right.name()));
    }
    for (Finding f : left.findings()) {
      if (!rightIds.contains(f.id())) {
        findings.add(view(left, f, "only in " + left.name()));
      }
    }
    return of(
        List.of(left, right),
        findings,
        new Compared("Two runs side by side", left.name(), right.name(), rows(left, right)),
        words);
  }

  private static RunView of(
      List<RunReport> runs,
      List<FindingView> findings,
      @Nullable Compared compared,
      List<WordView> words) {
    RunReport run = runs.getLast();
    Statistics statistics = run.checkpoint().statistics();
    Distances distances = statistics.distances();
    int bugs = run.findings().size();
    return new RunView(
        runs.stream().map(RunReport::name).collect(Collectors.joining(" and ")),
        bugs == 0 ? "No finding" : number(bugs, "finding"),
        bugs == 0 ? "good" : "bad",
        lead(run.plan()),
        tiles(run),
        compared,
        findings,
        statistics.grids().stream().map(grid -> view(run, grid)).toList(),
        String.format(Locale.ROOT, "%.1f a second on average", statistics.casesPerSecond()),
        coverageWords(run),
        ulpWords(distances),
        shareWords(distances),
        distances.compared() > 0,
        LeftOut.of(statistics.skipped()),
        LeftOut.of(statistics.remarks()),
        run.machine(),
        words,
        Json.line(Charts.of(runs)).replace("<", "\\u003c"));
  }

  private static String lead(Plan plan) {
    String defects =
        plan.setting().defects().isEmpty()
            ? ""
            : ", with the defects "
                + plan.setting().defects().stream()
                    .sorted()
                    .map(d -> d.label())
                    .collect(Collectors.joining(", "))
                + " switched on";
    return "Do the paths %s lower random convolutions to the same thing%s? Run on device %s, seed %d."
        .formatted(
            plan.setting().paths().stream()
                .map(p -> p.label())
                .collect(Collectors.joining(" and ")),
            defects,
            plan.setting().device(),
            plan.seed());
  }

  private static List<Tile> tiles(RunReport run) {
    Statistics s = run.checkpoint().statistics();
    return List.of(
        new Tile(
            "Cases",
            String.format(Locale.ROOT, "%,d", s.cases()),
            String.format(Locale.ROOT, "%.1f a second", s.casesPerSecond())),
        new Tile(
            "Time",
            time(s),
            "budget " + run.plan().budget().toString().substring(2).toLowerCase(Locale.ROOT)),
        new Tile("Findings", "" + run.findings().size(), proven(run)),
        new Tile(
            "Rules",
            run.coverage().count(Kind.RULE)
                + (run.rulesTotal() > 0 ? " of " + run.rulesTotal() : ""),
            "rewrite rules that fired"),
        new Tile("Shape classes", "" + run.coverage().count(Kind.SHAPE), "different ones drawn"),
        new Tile(
            "Pairs compared",
            String.format(Locale.ROOT, "%,d", s.distances().compared()),
            equalBits(s.distances())));
  }

  private static String time(Statistics s) {
    double seconds = s.elapsed().toNanos() / 1e9;
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }

  private static String proven(RunReport run) {
    long proven = run.findings().stream().filter(Finding::provenMinimal).count();
    return run.findings().isEmpty() ? "" : proven + " proven minimal";
  }

  private static String equalBits(Distances distances) {
    int equal = distances.ulps().getOrDefault(0, 0);
    return distances.compared() == 0 ? "" : equal + " with equal bits";
  }

  private static List<Row> rows(RunReport left, RunReport right) {
    List<Tile> a = tiles(left);
    List<Tile> b = tiles(right);
    List<Row> result = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      result.add(new Row(a.get(i).name, both(a.get(i)), both(b.get(i))));
    }
    return result;
  }

  private static String both(Tile tile) {
    return tile.note.isEmpty() ? tile.value : tile.value + " (" + tile.note + ")";
  }

  // *** findings

  private static FindingView view(RunReport run, Finding f, String side) {
    Story story = run.stories().get(f.id());
    return new FindingView(
        "finding-" + f.id(),
        f.id(),
        f.signature().toString(),
        story == null ? f.signature().toString() : story.headline(),
        story == null ? "" : story.cause().name(),
        side,
        f.detail(),
        f.minimal().toString(),
        f.minimal().elements(),
        f.provenMinimal(),
        "seen on " + number(f.count(), "case"),
        f.provenMinimal() ? "proven minimal" : "the smallest so far",
        f.reproduce(),
        story == null ? null : StoryView.of(story));
  }

  // *** grids

  private static GridView view(RunReport run, GridRecord grid) {
    return new GridView(
        grid.gridClass().label(),
        meaning(grid.gridClass()),
        grid.count(),
        grid.smallest().toString(),
        Stream.of(grid.comparison().left(), grid.comparison().right())
            .map(
                launches ->
                    launches.stream()
                        .map(LaunchShape::withAxes)
                        .collect(Collectors.joining(", then ")))
            .toList(),
        run.gridPictures().getOrDefault(grid.gridClass(), ""));
  }

  static String meaning(GridClass gridClass) {
    return switch (gridClass) {
      case SAME -> "the same numbers on the same dimensions";
      case OTHER_AXES ->
          "the same numbers, but they count other axes: tiles here, positions there, say";
      case PERMUTED -> "the same numbers on other dimensions";
      case SPLIT -> "as many threads, divided otherwise among the dimensions";
      case DIFFERENT -> "another number of threads, or of kernels";
    };
  }

  // *** words for charts

  private static String coverageWords(RunReport run) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      var last = run.checkpoint().statistics().lastNew().get(kind);
      parts.add(
          "%d %s%s"
              .formatted(
                  run.coverage().count(kind),
                  Charts.name(kind),
                  last == null
                      ? ""
                      : String.format(
                          Locale.ROOT, " (the last new one after %.1f s)", last.toMillis() / 1e3)));
    }
    return String.join(", ", parts);
  }

  private static String ulpWords(Distances distances) {
    if (distances.compared() == 0) {
      return "";
    }
    int equal = distances.ulps().getOrDefault(0, 0);
    int differ = distances.compared() - equal;
    return "Of %d pairs %d have equal bits%s"
        .formatted(
            distances.compared(),
            equal,
            differ == 0
                ? "."
                : "; of the others the largest distance is %s ulp. Near zero, where floats lie close, a small error is many ulp."
                    .formatted(Charts.ulpLabel(distances.ulps().lastKey())));
  }

  private static String shareWords(Distances distances) {
    SortedMap<Integer, Integer> shares = distances.shares();
    return shares.isEmpty()
        ? "No pair used any of its bound."
        : "The nearest to its bound used %s of it."
            .formatted(
                shares.lastKey() == -1 ? "0.1 to 1" : "less than 1e" + (shares.lastKey() + 1));
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
