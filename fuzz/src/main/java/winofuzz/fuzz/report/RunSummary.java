package winofuzz.fuzz.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.corpus.CaseFolder;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.story.Story;

/**
 * What a run found in short, alone or held against an earlier one: as text, Markdown, JUnit XML,
 * SARIF and JSON, all of the same data.
 */
public final class RunSummary {
  private final @Nullable Kept earlier;
  private final Kept run;
  private final int rulesTotal;
  private final GateResult result;

  /**
   * A run as it is kept.
   *
   * @param root its folder
   * @param stories of its findings, as far as they are told
   */
  public record Kept(Path root, Plan plan, Checkpoint checkpoint, List<Story> stories) {
    public Kept {
      stories = List.copyOf(stories);
    }

    private List<Finding> findings() {
      return checkpoint.bugs();
    }

    private Set<String> ids() {
      return findings().stream().map(Finding::id).collect(Collectors.toSet());
    }

    private Optional<Story> story(String id) {
      return stories.stream().filter(s -> s.id().equals(id)).findFirst();
    }
  }

  /**
   * A summary.
   *
   * @param earlier the run that it is held against; null for none
   * @param run the run
   * @param rulesTotal how many rewrite rules its compiler has
   */
  public RunSummary(@Nullable Kept earlier, Kept run, int rulesTotal) {
    this.earlier = earlier;
    this.run = run;
    this.rulesTotal = rulesTotal;
    this.result =
        new GateResult(List.of(), Duration.ZERO, campaign(run), compared(earlier, run), false);
  }

  private static CampaignResult campaign(Kept run) {
    return new CampaignResult(
        run.plan.seed(),
        run.checkpoint.statistics(),
        run.findings(),
        run.checkpoint.coverage(),
        List.of(),
        false);
  }

  private static List<GateFinding> compared(@Nullable Kept earlier, Kept run) {
    List<GateFinding> result = new ArrayList<>();
    for (Finding f : run.findings()) {
      boolean isKnown = earlier != null && earlier.ids().contains(f.id());
      result.add(GateFinding.of(isKnown ? Status.KNOWN : Status.NEW, f, origin(run, f)));
    }
    if (earlier != null) {
      earlier.findings().stream()
          .filter(f -> !run.ids().contains(f.id()))
          .forEach(f -> result.add(GateFinding.of(Status.GONE, f, origin(earlier, f))));
    }
    result.sort((a, b) -> Boolean.compare(b.status().fails(), a.status().fails()));
    return result;
  }

  /** Returns the file of a finding, relative to the working folder where it lies in that. */
  private static String origin(Kept of, Finding finding) {
    Path file = new CaseFolder(of.root).findingFile(finding.id()).toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath();
    return (file.startsWith(here) ? here.relativize(file) : file).toString().replace('\\', '/');
  }

  /** Whether it has findings that the run before did not have. */
  public boolean isWorse() {
    return earlier != null && !result.holds();
  }

  /** Returns the text for a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, cases() + ", " + verdict());
    for (GateFinding f : result.findings()) {
      Optional<Story> story = run.story(f.id());
      text.append(System.lineSeparator());
      line(
          text,
          (earlier == null ? "" : f.status().label() + "  ")
              + f.id()
              + "  "
              + story.map(Story::headline).orElse(f.signature().toString()));
      story.ifPresent(
          s -> line(text, "  cause     " + s.cause().name() + ". " + s.cause().explanation()));
      line(text, "  smallest  " + f.minimal() + ", " + f.minimal().elements() + " elements");
      line(text, "  more      bin/fuzz triage " + f.id());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }

  private String cases() {
    return GateReport.number(result.campaign().statistics().cases(), "case");
  }

  private String verdict() {
    int found = run.findings().size();
    String findings = found == 0 ? "no finding" : GateReport.number(found, "finding");
    return earlier == null
        ? findings
        : "%s: %d new, %d in both, %d gone"
            .formatted(
                findings,
                result.count(Status.NEW),
                result.count(Status.KNOWN),
                result.count(Status.GONE));
  }

  /** Returns a summary page of Markdown. */
  public String markdown() {
    return GateMarkdown.write("Winofuzz: " + verdict(), cases(), result);
  }

  /** Returns a document of JUnit XML, in which findings that an earlier run has are skipped. */
  public String junit() {
    return GateJUnit.write("winofuzz run", result, run.plan.setting());
  }

  /**
   * Returns a document of SARIF 2.1.0.
   *
   * @param version of the tool
   */
  public String sarif(String version) {
    return Json.pretty(SarifDocument.of("winofuzz/run/", result, version)) + "\n";
  }

  /** Returns the document of its JSON. */
  public RunSummaryDocument document() {
    return new RunSummaryDocument(
        run.root.toString(),
        earlier == null ? null : earlier.root.toString(),
        CampaignDocument.of(result.campaign(), rulesTotal),
        run.stories,
        earlier == null ? null : ids(Status.NEW),
        earlier == null ? null : ids(Status.KNOWN),
        earlier == null ? null : ids(Status.GONE));
  }

  private List<String> ids(Status status) {
    return result.findings().stream()
        .filter(f -> f.status() == status)
        .map(GateFinding::id)
        .toList();
  }
}
