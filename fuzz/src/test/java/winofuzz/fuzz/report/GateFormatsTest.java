package winofuzz.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.gate.Baseline;
import winofuzz.fuzz.gate.Gate;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.gate.Gates;
import winofuzz.fuzz.gate.Known;
import winofuzz.fuzz.gate.Known.State;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.oracle.FakeCompiler;

/** What other programs read of a gate, read by a parser of their kind. */
final class GateFormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String AWKWARD =
      "a <b> & \"c\" | `d` 'e' ]]> \u0001 \uD800 \uFFFE \uD83D\uDE00 %s \\ *f*";

  /** One finding of each status, on a kept case and on drawn ones. */
  private static GateResult mixed;

  /** One finding whose detail has every character that some format gives a meaning. */
  private static GateResult awkward;

  private static final Setting PUBLISHED = Gates.setting(Defect.published());

  @BeforeAll
  static void runGates() throws IOException, InterruptedException {
    List<GateFinding> found =
        Gates.run(Baseline.EMPTY, Defect.published(), 0, Gates.failing()).findings();
    GateFinding open = found.get(0);
    GateFinding fixed = found.get(1);
    Known gone =
        new Known(
            new Signature("safety", LoweringPath.OLD, Symptom.parse("race-in-threadgroup")),
            State.OPEN,
            Target.APPLE,
            open.minimal(),
            "");
    Baseline baseline =
        new Baseline(
            List.of(
                open.entry(),
                new Known(fixed.signature(), State.FIXED, fixed.target(), fixed.minimal(), ""),
                gone));
    mixed = Gates.run(baseline, Defect.published(), 5, Gates.failing());
    awkward =
        Gates.gate(
                new FakeCompiler() {
                  @Override
                  public LoweredCase lower(
                      Convolution c, LoweringPath path, Set<Defect> defects, Target target) {
                    if (path.equals(LoweringPath.HYBRID)) {
                      throw new LoweringException(AWKWARD, new IllegalStateException());
                    }
                    return super.lower(c, path, defects, target);
                  }
                },
                1,
                Baseline.EMPTY,
                Gates.setting(Set.of()),
                1)
            .run();
  }

  private static List<String> statuses(GateResult result) {
    return result.findings().stream().map(f -> f.status().label()).toList();
  }

  @Test
  void thereIsOneOfEachStatus() {
    assertEquals(List.of("new", "returned", "known", "gone"), statuses(mixed));
    assertEquals(List.of("new"), statuses(awkward));
  }

  private static Element junit(GateResult result, Setting setting)
      throws ParserConfigurationException, IOException, SAXException {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(GateJUnit.write(result, setting))));
    return document.getDocumentElement();
  }

  private static List<Element> elements(Element root, String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> result = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      result.add((Element) nodes.item(i));
    }
    return result;
  }

  @Test
  void junitCountsWhatItContains() throws ParserConfigurationException, IOException, SAXException {
    Element root = junit(mixed, PUBLISHED);
    assertEquals("testsuites", root.getTagName());
    List<Element> counted = new ArrayList<>(elements(root, "testsuite"));
    assertEquals(9, counted.size(), "eight assertions and the drawn cases");
    counted.add(root);
    for (Element suite : counted) {
      assertEquals(suite.getAttribute("tests"), "" + elements(suite, "testcase").size());
      assertEquals(suite.getAttribute("failures"), "" + elements(suite, "failure").size());
      assertEquals(suite.getAttribute("skipped"), "" + elements(suite, "skipped").size());
      assertEquals("0", suite.getAttribute("errors"));
    }
    Set<String> names = new TreeSet<>();
    for (Element test : elements(root, "testcase")) {
      String name = test.getAttribute("classname") + "/" + test.getAttribute("name");
      assertTrue(names.add(name), "twice: " + name);
    }
  }

  @Test
  void junitFailsWhatTheGateFailsAndSkipsWhatIsKnown()
      throws ParserConfigurationException, IOException, SAXException {
    Element root = junit(mixed, PUBLISHED);
    for (GateFinding finding : mixed.findings()) {
      String start = finding.status().label() + ": " + finding.signature() + ": ";
      for (Element failure : elements(root, "failure")) {
        assertFalse(
            failure.getAttribute("message").startsWith(start) && !finding.status().fails(), start);
      }
      String element = finding.status().fails() ? "failure" : "skipped";
      boolean isThere =
          elements(root, element).stream()
              .anyMatch(e -> e.getAttribute("message").startsWith(start));
      assertEquals(finding.finding().isPresent(), isThere, start);
    }
    for (Element failure : elements(root, "failure")) {
      Element test = (Element) failure.getParentNode();
      String out = elements(test, "system-out").getFirst().getTextContent();
      assertTrue(out.startsWith("bin/fuzz check --case "), out);
      assertTrue(out.contains(" --defects published"), out);
    }
  }

  @Test
  void junitShowsWhatXmlCannotSay() throws ParserConfigurationException, IOException, SAXException {
    Element failure = elements(junit(awkward, Gates.setting(Set.of())), "failure").getFirst();
    String shown = "a <b> & \"c\" | `d` 'e' ]]> \\u0001 \\ud800 \\ufffe \uD83D\uDE00 %s \\ *f*";
    assertTrue(failure.getAttribute("message").contains(shown), failure.getAttribute("message"));
    assertTrue(failure.getTextContent().contains(shown), failure.getTextContent());
  }

  @Test
  void sarifIsValidBySchema() throws IOException {
    for (GateResult result : List.of(mixed, awkward)) {
      SarifSchemaTest.assertValid(Json.pretty(SarifDocument.of(result, "1.2.3")));
    }
  }

  private static JsonNode sarif(GateResult result) throws IOException {
    return JSON.readTree(Json.pretty(SarifDocument.of(result, "1.2.3")));
  }

  private static String text(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    assertTrue(found.isTextual() && !found.textValue().isBlank(), pointer + " in " + node);
    return found.textValue();
  }

  @Test
  void sarifHasWhatTheStandardAsksFor() throws IOException {
    JsonNode log = sarif(mixed);
    assertEquals("2.1.0", text(log, "/version"));
    assertTrue(URI.create(text(log, "/$schema")).isAbsolute());
    assertEquals(1, log.get("runs").size());
    JsonNode run = log.at("/runs/0");
    assertEquals("Winofuzz", text(run, "/tool/driver/name"));
    assertEquals("1.2.3", text(run, "/tool/driver/version"));
    assertTrue(run.at("/invocations/0/executionSuccessful").booleanValue());
    assertTrue(text(run, "/automationDetails/id").endsWith("/"));
    List<String> rules = new ArrayList<>();
    for (JsonNode rule : run.at("/tool/driver/rules")) {
      rules.add(text(rule, "/id"));
      assertTrue(text(rule, "/shortDescription/text").length() > 30, "says more than the name");
      assertEquals("error", text(rule, "/defaultConfiguration/level"));
    }
    assertEquals(
        List.of(
            "fire",
            "sizes",
            "large",
            "algebra",
            "lowering",
            "safety",
            "device",
            "precision",
            "cross-path"),
        rules);
    assertEquals(4, run.get("results").size());
    for (JsonNode result : run.get("results")) {
      assertEquals(text(result, "/ruleId"), rules.get(result.get("ruleIndex").asInt()));
      text(result, "/message/text");
      assertEquals(
          "%SRCROOT%", text(result, "/locations/0/physicalLocation/artifactLocation/uriBaseId"));
      assertEquals(1, result.at("/locations/0/physicalLocation/region/startLine").asInt());
    }
  }

  @Test
  void sarifSaysWhatIsNewAndWhatIsNot() throws IOException {
    JsonNode results = sarif(mixed).at("/runs/0/results");
    List<String> states = List.of("new", "updated", "unchanged", "absent");
    List<String> levels = List.of("error", "error", "note", "none");
    for (int i = 0; i < states.size(); i++) {
      GateFinding finding = mixed.findings().get(i);
      JsonNode result = results.get(i);
      assertEquals(states.get(i), text(result, "/baselineState"));
      assertEquals(levels.get(i), text(result, "/level"));
      assertEquals(
          finding.id(), result.get("partialFingerprints").get(SarifDocument.FINGERPRINT).asText());
      assertEquals(finding.reproduce(), text(result, "/properties/reproduce"));
      // The standard, 3.27.9 and 3.27.10: a level but "none" belongs to the kind "fail" alone.
      assertEquals(
          levels.get(i).equals("none"), !result.path("kind").asText("fail").equals("fail"));
      URI place = URI.create(text(result, "/locations/0/physicalLocation/artifactLocation/uri"));
      assertFalse(place.isAbsolute());
      assertEquals(finding.origin(), place.getPath());
    }
  }

  @Test
  void sarifKeepsEveryCharacter() throws IOException {
    String message = text(sarif(awkward).at("/runs/0/results/0"), "/message/text");
    assertTrue(message.contains(AWKWARD.substring(0, 34)), message);
  }

  @Test
  void markdownIsATableWhateverIsInIt() {
    String page = GateMarkdown.write(awkward);
    assertTrue(page.startsWith("## Winofuzz: The gate fails: 1 new.\n"), page);
    List<String> rows = page.lines().filter(l -> l.startsWith("| **new**")).toList();
    assertEquals(1, rows.size(), page);
    // Bars that are not escaped divide five cells.
    assertEquals(6, rows.getFirst().replaceAll("\\\\.", "").chars().filter(c -> c == '|').count());
    assertTrue(rows.getFirst().contains("a &lt;b&gt; &amp; \"c\" \\| \\`d\\`"), rows.getFirst());
  }

  @Test
  void markdownSaysWhatToDo() {
    String page = GateMarkdown.write(mixed);
    assertTrue(page.startsWith("## Winofuzz: The gate fails: 1 new, 1 returned, 1 known, 1 gone."));
    for (GateFinding finding : mixed.findings()) {
      assertTrue(page.contains(finding.signature().toString()), page);
      assertTrue(page.contains("\n" + finding.reproduce() + "\n"), page);
    }
    assertTrue(page.contains("| permuted | "), page);
  }

  @Test
  void interruptedItDoesNotSayThatItHolds() throws IOException, InterruptedException {
    Gate gate = Gates.gate(new FakeCompiler(), 1, Baseline.EMPTY, Gates.setting(Set.of()), 1);
    gate.stop();
    GateResult result = gate.run();
    assertEquals("interrupted", GateDocument.of(result, 7).verdict());
    assertTrue(GateReport.text(result).contains("The gate was interrupted: no finding."));
    assertFalse(GateMarkdown.write(result).contains("holds"));
    assertFalse(sarif(result).at("/runs/0/invocations/0/executionSuccessful").booleanValue());
  }

  @Test
  void jsonHasTheFindingsAndTheCampaign() throws IOException {
    JsonNode json = JSON.readTree(Json.pretty(GateDocument.of(mixed, 7)));
    assertEquals("fails", text(json, "/verdict"));
    assertEquals(1, json.at("/counts/returned").asInt());
    assertEquals("gone", text(json, "/findings/3/status"));
    assertEquals(mixed.findings().get(0).reproduce(), text(json, "/findings/0/reproduce"));
    assertEquals(5, json.at("/campaign/cases").asInt());
    assertEquals(4, json.at("/replayed").asInt() + 1);
  }
}
