package winofuzz.fuzz.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.oracle.Assertion;
import winofuzz.fuzz.oracle.Assertions;

/**
 * What a gate came to as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): a rule
 * for each assertion, a result for each finding, recognized between runs by its id. The records are
 * the standard's objects under the standard's names.
 */
public record SarifDocument(
    @JsonProperty("$schema") String schema, String version, List<Run> runs) {
  /** The key of a finding's id among its fingerprints; the number is the version of signatures. */
  public static final String FINGERPRINT = "winofuzzSignature/v1";

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** What each assertion says; one that is not here is described by its name. */
  private static final Map<String, String> STATEMENTS =
      Map.of(
          "fire", "The Winograd rewrite is made exactly on the convolutions that it is for.",
          "large", "No integer of a kernel of a large case is out of its bounds for any thread.",
          "algebra", "In rational numbers every stage of a path equals the direct convolution.",
          "lowering", "A path lowers, and consecutive stages of it agree.",
          "safety", "Kernels use memory and barriers rightly and write every output once.",
          "device", "A device computes what the linear stage evaluates to, bit for bit.",
          "sizes", "Memories and launches have the sizes that the convolution gives them.",
          "precision", "No result is further from the exact one than a convolution may round.",
          "cross-path", "Two paths agree, bit for bit or within certified bounds.");

  /** One gate. */
  public record Run(
      Tool tool,
      Id automationDetails,
      List<Invocation> invocations,
      String columnKind,
      List<Result> results) {}

  /** What ran. */
  public record Tool(Driver driver) {}

  /** Winofuzz and its rules. */
  public record Driver(String name, String version, List<Rule> rules) {}

  /** An assertion. */
  public record Rule(
      String id, String name, Message shortDescription, Configuration defaultConfiguration) {

    private static Rule of(String assertion) {
      return new Rule(
          assertion,
          assertion,
          new Message(STATEMENTS.getOrDefault(assertion, assertion)),
          new Configuration("error"));
    }
  }

  /** How grave violations of a rule are. */
  public record Configuration(String level) {}

  /** A text. */
  public record Message(String text) {}

  /** The name of a kind of run. */
  public record Id(String id) {}

  /** Whether a run came to its end. */
  public record Invocation(boolean executionSuccessful) {}

  /** A finding. */
  public record Result(
      String ruleId,
      int ruleIndex,
      String level,
      String baselineState,
      @Nullable String kind,
      Message message,
      List<Location> locations,
      Map<String, String> partialFingerprints,
      Properties properties) {

    private static Result of(GateFinding f, List<String> rules) {
      return new Result(
          f.signature().assertion(),
          rules.indexOf(f.signature().assertion()),
          level(f.status()),
          baselineState(f.status()),
          // The standard asks for the level "none" where a result is no failure.
          f.finding().isEmpty() ? "pass" : null,
          new Message(
              "%s: %s. %s %s. To see it: %s"
                  .formatted(f.signature(), f.detail(), smallest(f), f.minimal(), f.reproduce())),
          List.of(Location.of(f)),
          Map.of(FINGERPRINT, f.id()),
          Properties.of(f));
    }

    private static String smallest(GateFinding f) {
      return GateReport.smallest(f).equals("minimal") ? "Minimal case" : "Smallest so far:";
    }

    private static String level(Status status) {
      return switch (status) {
        case NEW, RETURNED -> "error";
        case KNOWN -> "note";
        case GONE -> "none";
      };
    }

    private static String baselineState(Status status) {
      return switch (status) {
        case NEW -> "new";
        case RETURNED -> "updated";
        case KNOWN -> "unchanged";
        case GONE -> "absent";
      };
    }
  }

  /**
   * Where a result is.
   *
   * @param physicalLocation the file of a case that shows it, which a code host can show
   * @param logicalLocations the pass and rule to blame; null where none is known
   */
  public record Location(
      PhysicalLocation physicalLocation, @Nullable List<LogicalLocation> logicalLocations) {

    private static Location of(GateFinding f) {
      Blame blame = f.signature().blame();
      return new Location(
          new PhysicalLocation(Artifact.of(f.origin()), new Region(1)),
          blame.isNone() ? null : List.of(new LogicalLocation(blame.toString(), "function")));
    }
  }

  /** A place in a compiler. */
  public record LogicalLocation(String fullyQualifiedName, String kind) {}

  /** A place in a file. */
  public record PhysicalLocation(Artifact artifactLocation, Region region) {}

  /** A file: relative to the project, or somewhere else. */
  public record Artifact(String uri, @Nullable String uriBaseId) {

    private static Artifact of(String origin) {
      boolean isRelative = !origin.startsWith("/");
      try {
        URI uri =
            isRelative ? new URI(null, null, origin, null) : new URI("file", "", origin, null);
        return new Artifact(uri.toASCIIString(), isRelative ? "%SRCROOT%" : null);
      } catch (URISyntaxException e) {
        throw new AssertionError("the path of a file is the path of an address: " + origin, e);
      }
    }
  }

  /** A line of a file. */
  public record Region(int startLine) {}

  /** What the standard has no key for. */
  public record Properties(
      Status status,
      Signature signature,
      LoweringPath path,
      String minimalCase,
      long minimalElements,
      String reproduce) {

    private static Properties of(GateFinding f) {
      return new Properties(
          f.status(),
          f.signature(),
          f.signature().path(),
          f.minimal().toString(),
          f.minimal().elements(),
          f.reproduce());
    }
  }

  /**
   * Returns the log of a gate.
   *
   * @param version of the tool
   */
  public static SarifDocument of(GateResult result, String version) {
    return of("winofuzz/gate/", result, version);
  }

  /** Returns the log of something that is named as a category of runs. */
  static SarifDocument of(String category, GateResult result, String version) {
    List<String> rules =
        Stream.concat(
                Assertions.ALL.stream().map(Assertion::name),
                result.findings().stream().map(f -> f.signature().assertion()))
            .distinct()
            .toList();
    Driver driver = new Driver("Winofuzz", version, rules.stream().map(Rule::of).toList());
    return new SarifDocument(
        SCHEMA,
        "2.1.0",
        List.of(
            new Run(
                new Tool(driver),
                new Id(category),
                List.of(new Invocation(!result.interrupted())),
                "utf16CodeUnits",
                result.findings().stream().map(f -> Result.of(f, rules)).toList())));
  }
}
