package winofuzz.fuzz.report;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.corpus.Reach;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.Keeper.Added;
import winofuzz.fuzz.gate.Keeper.Verified;

/** What is in a corpus and what was done with it, as text. */
public final class CorpusReport {
  private CorpusReport() {}

  /** Returns the kept cases and findings. */
  public static String listed(List<KeptCase> cases, List<Finding> findings) {
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
      line(
          text,
          "%s  finding %s, %s %s"
              .formatted(f.id(), f.signature(), CampaignReport.smallest(f), f.minimal()));
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

  /** Returns what to say of a file that the manifest of its corpus does not name. */
  public static String unnamed(Path file) {
    return file + ": not in the manifest; bin/fuzz corpus verify --repair names it there";
  }

  /** Returns what came of keeping cases. */
  public static String added(List<Added> added) {
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

  /** Returns what distilling left. */
  public static String distilled(
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

  /** Returns how the kept cases are today. */
  public static String verified(List<Verified> verified, List<String> damaged) {
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
}
