package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winofuzz.fuzz.cases.CaseJson;
import winofuzz.fuzz.corpus.FindingJson;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.corpus.Reach;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.Keeper.Added;
import winofuzz.fuzz.gate.Keeper.Verified;

/** What is in a corpus and what was done with it. */
public final class CorpusReport {
  private CorpusReport() {}

  /** The kept cases and findings. */
  public static ObjectNode listed(List<KeptCase> cases, List<Finding> findings) {
    Reach reach = new Reach(cases);
    ObjectNode root = object();
    ArrayNode nodes = root.putArray("cases");
    for (KeptCase kept : cases) {
      ObjectNode node = nodes.addObject();
      node.setAll(named(kept));
      node.put("elements", kept.subject().elements());
      node.put("origin", kept.origin());
      node.put("features", kept.features().size());
      features(node.putArray("alone"), reach.onlyBy(kept));
    }
    ArrayNode found = root.putArray("findings");
    findings.forEach(f -> found.add(FindingJson.write(f)));
    counts(root.putObject("reached"), reach.features());
    return root;
  }

  /** The same for a terminal. */
  public static String listedText(List<KeptCase> cases, List<Finding> findings) {
    Reach reach = new Reach(cases);
    StringBuilder text = new StringBuilder();
    for (KeptCase kept : cases) {
      line(
          text,
          "%s  %7d elements  %3d alone  %s for %s  (%s)"
              .formatted(
                  kept.id(),
                  kept.subject().elements(),
                  reach.onlyBy(kept).size(),
                  kept.subject(),
                  kept.target().label(),
                  kept.origin()));
    }
    for (Finding f : findings) {
      line(text, "%s  finding %s, minimal %s".formatted(f.id(), f.signature(), f.minimal()));
    }
    line(
        text,
        "%s and %s; reached: %s"
            .formatted(
                GateReport.number(cases.size(), "case"),
                GateReport.number(findings.size(), "finding"),
                counted(reach.features())));
    return text.toString();
  }

  /** What came of keeping cases. */
  public static ObjectNode added(List<Added> added) {
    ObjectNode root = object();
    ArrayNode nodes = root.putArray("cases");
    for (Added a : added) {
      ObjectNode node = nodes.addObject();
      node.setAll(named(a.kept()));
      node.put("added", a.isAdded());
      features(node.putArray("new"), a.fresh());
      findings(node.putArray("findings"), a.findings());
    }
    return root;
  }

  /** The same for a terminal. */
  public static String addedText(List<Added> added) {
    StringBuilder text = new StringBuilder();
    for (Added a : added) {
      if (a.isAdded()) {
        line(
            text,
            "added   %s  %s, new: %s"
                .formatted(a.kept().id(), a.kept().subject(), counted(a.fresh())));
      }
      for (Finding finding : a.findings()) {
        line(text, "finding %s  on %s".formatted(finding.signature(), a.kept().subject()));
      }
    }
    long count = added.stream().filter(Added::isAdded).count();
    line(
        text,
        "%d of %s added, the others are there or reach nothing new"
            .formatted(count, GateReport.number(added.size(), "case")));
    return text.toString();
  }

  /** What distilling left. */
  public static ObjectNode distilled(
      List<KeptCase> kept, List<KeptCase> dropped, Collection<Feature> lost) {
    ObjectNode root = object();
    ArrayNode left = root.putArray("kept");
    kept.forEach(k -> left.add(named(k)));
    ArrayNode gone = root.putArray("dropped");
    dropped.forEach(k -> gone.add(named(k)));
    features(root.putArray("lost"), lost);
    return root;
  }

  /** The same for a terminal. */
  public static String distilledText(
      List<KeptCase> kept, List<KeptCase> dropped, Collection<Feature> lost, boolean dryRun) {
    StringBuilder text = new StringBuilder();
    for (KeptCase k : dropped) {
      line(text, "%s  %s  %s".formatted(dryRun ? "would drop" : "dropped", k.id(), k.subject()));
    }
    line(
        text,
        "%s kept, %d %s; no longer reached: %s"
            .formatted(
                GateReport.number(kept.size(), "case"),
                dropped.size(),
                dryRun ? "to drop" : "dropped",
                counted(lost)));
    return text.toString();
  }

  /** How the kept cases are today. */
  public static ObjectNode verified(List<Verified> verified, List<String> damaged) {
    ObjectNode root = object().put("cases", verified.size());
    ArrayNode differing = root.putArray("differing");
    for (Verified v : verified) {
      if (!v.holds()) {
        ObjectNode node = differing.addObject();
        node.setAll(named(v.kept()));
        features(node.putArray("lost"), v.lost());
        findings(node.putArray("findings"), v.findings());
      }
    }
    ArrayNode unread = root.putArray("damaged");
    damaged.forEach(unread::add);
    return root;
  }

  /** The same for a terminal. */
  public static String verifiedText(List<Verified> verified, List<String> damaged) {
    StringBuilder text = new StringBuilder();
    damaged.forEach(line -> line(text, line));
    for (Verified v : verified) {
      for (Feature f : v.lost()) {
        line(text, "%s  no longer reaches %s  %s".formatted(v.kept().id(), f, v.kept().subject()));
      }
      for (Finding finding : v.findings()) {
        line(
            text,
            "%s  shows %s  %s".formatted(v.kept().id(), finding.signature(), v.kept().subject()));
      }
    }
    long holding = verified.stream().filter(Verified::holds).count();
    line(
        text,
        "%d of %s as kept%s"
            .formatted(
                holding,
                GateReport.number(verified.size(), "case"),
                damaged.isEmpty()
                    ? ""
                    : ", " + GateReport.number(damaged.size(), "file") + " damaged"));
    return text.toString();
  }

  private static ObjectNode named(KeptCase kept) {
    ObjectNode node = object().put("id", kept.id());
    node.set("case", CaseJson.write(kept.subject()));
    return node.put("target", kept.target().label());
  }

  private static void features(ArrayNode into, Collection<Feature> features) {
    features.forEach(f -> into.add(f.toString()));
  }

  private static void findings(ArrayNode into, Collection<Finding> findings) {
    findings.forEach(s -> into.add(s.signature().toString()));
  }

  private static void counts(ObjectNode into, Collection<Feature> features) {
    for (Kind kind : Kind.values()) {
      into.put(kind.label(), features.stream().filter(f -> f.kind() == kind).count());
    }
  }

  /** {@code 3 rule, 1 shape}, or nothing. */
  private static String counted(Collection<Feature> features) {
    return features.isEmpty()
        ? "nothing"
        : features.stream()
            .collect(Collectors.groupingBy(Feature::kind, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + " " + e.getKey().label())
            .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
