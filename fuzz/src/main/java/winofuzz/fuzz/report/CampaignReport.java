package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Statistics.GridRecord;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.corpus.Finding;
import winofuzz.fuzz.corpus.Finding.Shrinking;
import winofuzz.fuzz.corpus.FindingJson;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.oracle.CaseReport;

/** The result of a campaign, for people and as JSON. */
public final class CampaignReport {
  private CampaignReport() {}

  /** The JSON form; the rules that exist are in it as {@code rulesTotal}. */
  public static ObjectNode json(CampaignResult result, int rulesTotal) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("seed", result.seed());
    root.put("seconds", rounded(result.statistics().elapsed().toNanos() / 1e9));
    root.put("cases", result.statistics().cases());
    root.put("casesPerSecond", rounded(result.statistics().casesPerSecond()));
    root.put("interrupted", result.interrupted());
    ArrayNode findings = root.putArray("findings");
    result.findings().forEach(f -> findings.add(finding(f)));
    ArrayNode grids = root.putArray("gridMismatches");
    for (GridRecord grid : result.statistics().grids()) {
      if (grid.gridClass() != GridClass.SAME) {
        grids.add(grid(grid));
      }
    }
    ArrayNode overtime = root.putArray("overtime");
    result.overtime().forEach(late -> overtime.add(overtimeJson(late)));
    ObjectNode skipped = root.putObject("skipped");
    result.statistics().skipped().forEach(skipped::put);
    ObjectNode remarks = root.putObject("remarks");
    result.statistics().remarks().forEach(remarks::put);
    root.set("coverage", coverage(result, rulesTotal));
    return root;
  }

  private static ObjectNode finding(Finding f) {
    ObjectNode node = FindingJson.write(f);
    return f.shrinking() == Shrinking.UNFINISHED && f.isShrinkable()
        ? node.put("goOn", goOn(f))
        : node;
  }

  private static ObjectNode overtimeJson(CaseReport late) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("case", CaseJson.write(late.subject()));
    node.put("target", late.target().label());
    return node.put("detail", late.symptoms().getFirst().evidence().detail());
  }

  /** How much was reached, and after how many seconds something new of a kind was reached last. */
  private static ObjectNode coverage(CampaignResult result, int rulesTotal) {
    ObjectNode coverage =
        JsonNodeFactory.instance
            .objectNode()
            .put("rules", result.coverage().count(Kind.RULE))
            .put("rulesTotal", rulesTotal)
            .put("optionSequences", result.coverage().count(Kind.OPTIONS))
            .put("gridClasses", result.coverage().count(Kind.GRID))
            .put("shapeClasses", result.coverage().count(Kind.SHAPE));
    ObjectNode lastNew = coverage.putObject("lastNewSeconds");
    result
        .statistics()
        .lastNew()
        .forEach((kind, time) -> lastNew.put(plural(kind), rounded(time.toNanos() / 1e9)));
    return coverage;
  }

  private static String plural(Kind kind) {
    return switch (kind) {
      case RULE -> "rules";
      case OPTIONS -> "optionSequences";
      case GRID -> "gridClasses";
      case SHAPE -> "shapeClasses";
    };
  }

  private static ObjectNode grid(GridRecord grid) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("class", grid.gridClass().label());
    int at = grid.comparison().telling();
    result.put("old", name(grid.comparison().left(), at));
    result.put("hybrid", name(grid.comparison().right(), at));
    result.set("minimal", CaseJson.write(grid.smallest()));
    result.put("count", grid.count());
    return result;
  }

  private static String name(List<LaunchShape> launches, int at) {
    return launches.isEmpty() ? "" : launches.get(Math.min(at, launches.size() - 1)).name();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /** The text form, for a terminal; {@code rulesTotal} is how many rules there are. */
  public static String text(CampaignResult result, int rulesTotal) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s in %.1f s (%.1f a second), seed %d%s%n",
            number(result.statistics().cases(), "case"),
            result.statistics().elapsed().toNanos() / 1e9,
            result.statistics().casesPerSecond(),
            result.seed(),
            result.interrupted() ? ", interrupted" : ""));
    text.append(covered(result, Kind.RULE, "of " + rulesTotal + " rules"));
    text.append(covered(result, Kind.OPTIONS, "sequences of optimizations"));
    text.append(covered(result, Kind.GRID, "classes of grids"));
    text.append(covered(result, Kind.SHAPE, "classes of shapes"));
    for (GridRecord grid : result.statistics().grids()) {
      text.append(
          String.format(
              Locale.ROOT,
              "grids %-9s on %s, smallest %s%n",
              grid.gridClass().label(),
              number(grid.count(), "case"),
              grid.smallest()));
    }
    result
        .statistics()
        .skipped()
        .forEach((why, times) -> text.append(counted("skipped", times, why)));
    result
        .statistics()
        .remarks()
        .forEach((what, times) -> text.append(counted("noted", times, what)));
    result.overtime().forEach(late -> text.append(String.format("late    %s%n", overtime(late))));
    text.append(
        result.findings().isEmpty()
            ? "No finding."
            : number(result.findings().size(), "finding") + ":");
    text.append(System.lineSeparator());
    result.findings().forEach(f -> text.append(System.lineSeparator()).append(text(f)));
    return text.toString();
  }

  private static String covered(CampaignResult result, Kind kind, String what) {
    Duration last = result.statistics().lastNew().get(kind);
    return String.format(
        Locale.ROOT,
        "covered %d %s%s%n",
        result.coverage().count(kind),
        what,
        last == null
            ? ""
            : String.format(Locale.ROOT, ", the last new one after %.1f s", last.toNanos() / 1e9));
  }

  private static String counted(String verb, int times, String what) {
    return String.format(Locale.ROOT, "%-7s %s: %s%n", verb, number(times, "time"), what);
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** A case that the wall clock gave up, in one line. */
  public static String overtime(CaseReport late) {
    return "by the wall clock, which depends on the machine: %s: %s"
        .formatted(late.subject(), late.symptoms().getFirst().evidence().detail());
  }

  /** Why the minimal case of a finding is not proven to be minimal, and how to go on. */
  public static String unproven(Finding f) {
    if (!f.isShrinkable()) {
      return "not shrunk";
    }
    if (f.shrinking() == Shrinking.UNFINISHED) {
      return "not proven: out of time, go on with " + goOn(f);
    }
    return f.gaveUpOn() == null
        ? "not proven: out of tries"
        : "not proven: gave up on " + f.gaveUpOn();
  }

  private static String goOn(Finding f) {
    return "bin/fuzz triage " + f.id();
  }

  /** A finding in a few lines. */
  public static String text(Finding f) {
    return String.format(
        Locale.ROOT,
        "%s  %s%n  %s%n  minimal    %s%n             %d elements%s%n             seen on %s%n"
            + "  reproduce  %s%n",
        f.id(),
        f.signature(),
        f.evidence().detail(),
        f.minimal(),
        f.minimal().elements(),
        ", " + (f.provenMinimal() ? "proven minimal" : unproven(f)),
        number(f.count(), "case"),
        f.reproduce());
  }
}
