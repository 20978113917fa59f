package winofuzz.fuzz.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.campaign.Checkpoint;
import winofuzz.fuzz.campaign.Plan;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.json.Samples;
import winofuzz.fuzz.page.RunReport.Fact;
import winofuzz.fuzz.story.Story;

/** The page of a run has all of it, needs nothing else, and works in a browser. */
final class RunPagesTest {
  private static final Map<String, String> WORDS = Map.of("permuted", "the same, elsewhere");

  private static RunReport report(String name, List<Finding> findings, Map<String, Story> told) {
    Setting setting = Samples.finding().setting();
    Statistics statistics = Samples.statistics();
    Plan plan =
        new Plan(
            7,
            Duration.ofSeconds(90),
            100,
            1,
            InputDomain.drawn(),
            List.of(setting.target()),
            setting,
            100);
    Checkpoint checkpoint = new Checkpoint(statistics, List.of(Samples.kept()), findings);
    return new RunReport(
        name,
        plan,
        checkpoint,
        checkpoint.coverage(),
        told,
        Map.of(GridClass.PERMUTED, "<svg class=\"drawn\"></svg>"),
        List.of(new Fact("Java", "25 <x>")),
        10);
  }

  private static Finding finding() {
    return Samples.finding().sameAs(null);
  }

  private static RunReport full(String name) {
    return report(
        name, List.of(finding(), Samples.stageless()), Map.of(finding().id(), Samples.story()));
  }

  @Test
  void aFindingIsToldWithItsStory() {
    String page = RunPages.html(full("run-1"), WORDS).replace("&#x3D;", "=").replace("&#39;", "'");
    Story story = Samples.story();
    for (String part :
        List.of(
            "<h1>run-1</h1>",
            "2 findings",
            story.cause().name(),
            story.cause().explanation(),
            story.minimal().toString(),
            "0x3f800000",
            "1065353216 ulp apart",
            "at stage ranged, in pass the winograd",
            "x[r0] + 0 &lt; 1, of 5 nodes",
            "writes a wrong element",
            "Does not lower: window: expected 5 elements",
            "bin/fuzz triage " + Samples.stageless().id(),
            "<svg class=\"drawn\">",
            "the same numbers on other dimensions",
            "no such device",
            "zeros of another sign",
            "25 &lt;x&gt;",
            "the same, elsewhere")) {
      assertTrue(page.contains(part), part);
    }
  }

  @Test
  void aRunWithoutFindingsSaysWhatThatIsWorth() {
    String page = RunPages.html(report("run-1", List.of(), Map.of()), WORDS);
    assertTrue(page.contains("No finding"), page);
    assertTrue(page.contains("not a proof"), page);
  }

  @Test
  void twoRunsSayWhichFindingsAreNew() {
    RunReport left = report("run-1", List.of(finding()), Map.of());
    RunReport right = report("run-2", List.of(Samples.stageless()), Map.of());
    String page = RunPages.html(left, right, WORDS);
    assertTrue(page.contains("only in run-1"), page);
    assertTrue(page.contains("only in run-2"), page);
    assertTrue(RunPages.html(full("run-1"), full("run-2"), WORDS).contains("in both"));
  }

  /** What a compiler says may look like HTML, and like the end of a script. */
  @Test
  void nothingThatIsShownIsTakenForMarkup() throws IOException {
    String awkward = "</script><img src=x onerror=alert(1)>";
    RunReport run = report(awkward, List.of(Samples.finding().sameAs(null).withCount(3)), Map.of());
    String page = RunPages.html(run, Map.of(awkward, awkward));
    assertFalse(page.contains("<img"), page);
    JsonNode data = new ObjectMapper().readTree(between(page, "id=\"data\">", "</script>"));
    assertEquals(2, data.at("/coverage/x").size());
    assertEquals(2, data.at("/ulps/series/0/y/2").asInt());
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from) + from.length();
    return text.substring(begin, text.indexOf(to, begin));
  }

  /** The page has no address that a browser would ask for, and allows itself none. */
  @Test
  void nothingIsAskedOfANetwork() {
    String page = RunPages.html(full("run-1"), WORDS);
    assertTrue(page.contains("default-src 'none'"), page);
    Matcher address = Pattern.compile("(?:src|href)=\"([^\"#]*)\"").matcher(page);
    while (address.find()) {
      assertTrue(address.group(1).startsWith("data:"), address.group());
    }
  }

  @Test
  void everyAnchorLeadsSomewhere() {
    String page = RunPages.html(full("run-1"), WORDS);
    Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
    while (link.find()) {
      assertTrue(page.contains("id=\"" + link.group(1) + "\""), link.group());
    }
  }

  /** In a browser the script draws its charts, and nothing is an error: not even a request. */
  @Test
  void aBrowserShowsItWithoutAnError(@TempDir Path folder)
      throws IOException, InterruptedException {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no Chromium on this machine");
    Path page = folder.resolve("report.html");
    Files.writeString(page, RunPages.html(full("run-1"), full("run-2"), WORDS));
    Path dom = folder.resolve("dom");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--virtual-time-budget=2000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(errors.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "Chromium did not end");
    String said = Files.readString(errors, StandardCharsets.UTF_8);
    assertFalse(said.contains("CONSOLE"), said);
    String shown = Files.readString(dom, StandardCharsets.UTF_8);
    assertEquals(4, Pattern.compile("<canvas").matcher(shown).results().count(), shown);
  }

  private static Optional<Path> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
