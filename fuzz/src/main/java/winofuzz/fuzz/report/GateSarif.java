package winofuzz.fuzz.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.oracle.Assertion;
import winofuzz.fuzz.oracle.Assertions;

/**
 * What a gate came to as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): a rule
 * for each assertion, a result for each finding, recognized between runs by its id.
 */
public final class GateSarif {
  /** The key of a finding's id among its fingerprints; the number is the version of signatures. */
  public static final String FINGERPRINT = "winofuzzSignature/v1";

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** What each assertion says; one that is not here is described by its name. */
  private static final Map<String, String> STATEMENTS =
      Map.of(
          "fire", "The Winograd rewrite is made exactly on the convolutions that it is for.",
          "algebra", "In rational numbers every stage of a path equals the direct convolution.",
          "lowering", "A path lowers, and consecutive stages of it agree.",
          "safety", "Kernels use memory and barriers rightly and write every output once.",
          "device", "A device computes what the linear stage evaluates to, bit for bit.",
          "cross-path", "Two paths agree, bit for bit or within certified bounds.");

  private final GateResult result;
  private final List<String> rules;

  private GateSarif(GateResult result) {
    this.result = result;
    rules =
        Stream.concat(
                Assertions.ALL.stream().map(Assertion::name),
                result.findings().stream().map(f -> f.signature().assertion()))
            .distinct()
            .toList();
  }

  /**
   * The log.
   *
   * @param version of the tool
   */
  public static ObjectNode write(GateResult result, String version) {
    return new GateSarif(result).log(version);
  }

  private ObjectNode log(String version) {
    ObjectNode root = object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Winofuzz").put("version", version);
    ArrayNode descriptors = driver.putArray("rules");
    rules.forEach(name -> descriptors.add(rule(name)));
    run.putObject("automationDetails").put("id", "winofuzz/gate/");
    run.putArray("invocations").addObject().put("executionSuccessful", !result.interrupted());
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    result.findings().forEach(f -> results.add(result(f)));
    return root;
  }

  private static ObjectNode rule(String name) {
    ObjectNode rule = object().put("id", name).put("name", name);
    rule.set("shortDescription", message(STATEMENTS.getOrDefault(name, name)));
    rule.putObject("defaultConfiguration").put("level", "error");
    return rule;
  }

  private ObjectNode result(GateFinding f) {
    String assertion = f.signature().assertion();
    ObjectNode node = object().put("ruleId", assertion).put("ruleIndex", rules.indexOf(assertion));
    node.put("level", level(f)).put("baselineState", baselineState(f));
    if (f.finding().isEmpty()) {
      // SARIF asks for the level "none" where a result is no failure.
      node.put("kind", "pass");
    }
    node.set(
        "message",
        message(
            "%s: %s. Minimal case %s. To see it: %s"
                .formatted(f.signature(), f.detail(), f.minimal(), f.reproduce())));
    ObjectNode place = node.putArray("locations").addObject().putObject("physicalLocation");
    place.set("artifactLocation", artifact(f.origin()));
    place.putObject("region").put("startLine", 1);
    node.putObject("partialFingerprints").put(FINGERPRINT, f.id());
    node.putObject("properties")
        .put("status", f.status().label())
        .put("signature", f.signature().toString())
        .put("path", f.signature().path().label())
        .put("minimalCase", f.minimal().toString())
        .put("minimalElements", f.minimal().elements())
        .put("reproduce", f.reproduce());
    return node;
  }

  private static String level(GateFinding f) {
    return switch (f.status()) {
      case NEW, RETURNED -> "error";
      case KNOWN -> "note";
      case GONE -> "none";
    };
  }

  private static String baselineState(GateFinding f) {
    return switch (f.status()) {
      case NEW -> "new";
      case RETURNED -> "updated";
      case KNOWN -> "unchanged";
      case GONE -> "absent";
    };
  }

  private static ObjectNode message(String text) {
    return object().put("text", text);
  }

  private static ObjectNode artifact(String origin) {
    boolean relative = !origin.startsWith("/");
    try {
      URI uri = relative ? new URI(null, null, origin, null) : new URI("file", "", origin, null);
      ObjectNode location = object().put("uri", uri.toASCIIString());
      return relative ? location.put("uriBaseId", "%SRCROOT%") : location;
    } catch (URISyntaxException e) {
      throw new AssertionError("the path of a file is the path of an address: " + origin, e);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
