package winofuzz.fuzz.equal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import winofuzz.interpret.Semantics;
import winofuzz.ir.UOp;

/**
 * What {@code equal} writes of two graphs as JSON.
 *
 * @param equal whether nothing that counts tells them apart
 * @param proven whether they are equal for all inputs, in real numbers
 * @param seed decided the inputs
 * @param semantics what each says, by its name
 */
public record EqualityDocument(
    List<String> graphs, boolean equal, boolean proven, long seed, Map<String, Claim> semantics) {

  /**
   * What one semantics says.
   *
   * @param claim proven, equal, different or unknown
   * @param compared on how many draws, at how many points
   * @param differing on how many of them the graphs differ
   * @param reason why there is no value on the others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Claim(
      String claim,
      @Nullable Long degree,
      @Nullable Double errorProbability,
      @Nullable Integer compared,
      @Nullable Integer draws,
      @Nullable Integer differing,
      @Nullable String reason,
      @Nullable First first) {

    private static Claim on(
        String claim, Agreement.Draws draws, @Nullable Integer differing, @Nullable First first) {
      String reason = draws.reason().isEmpty() ? null : draws.reason();
      return new Claim(claim, null, null, draws.compared(), draws.all(), differing, reason, first);
    }
  }

  /**
   * The first difference.
   *
   * @param inputs the inputs if there are few
   * @param at the coordinates of the element if the shape is known
   * @param differing how many elements differ
   * @param values of the element, of either graph
   * @param nodes where the graphs begin to differ, if that is known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record First(
      String draw,
      @Nullable Map<String, List<String>> inputs,
      int element,
      @Nullable List<Integer> at,
      long differing,
      long elements,
      @Nullable Long ulps,
      List<ElementValue> values,
      @Nullable List<Node> nodes) {}

  /**
   * A node.
   *
   * @param node its number in the file
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Node(@Nullable Integer node, String op, ElementValue value) {
    private static Node of(NumberedGraph graph, UOp node, ElementValue value) {
      OptionalInt number = graph.numbered().numberOf(node);
      return new Node(
          number.isPresent() ? (Integer) number.getAsInt() : null, node.op().name(), value);
    }
  }

  /** Returns the document of a report. */
  public static EqualityDocument of(EqualityReport report) {
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (Semantics semantics : GraphEquality.SEMANTICS) {
      Agreement agreement = report.agreements().get(semantics);
      if (agreement != null) {
        claims.put(semantics.label(), claim(report, agreement));
      }
    }
    return new EqualityDocument(
        List.of(report.a().name(), report.b().name()),
        report.isEqual(),
        report.agreements().get(Semantics.FIELD) instanceof Agreement.ForAllInputs,
        report.seed(),
        claims);
  }

  private static Claim claim(EqualityReport report, Agreement agreement) {
    return switch (agreement) {
      case Agreement.ForAllInputs proven ->
          new Claim(
              "proven", proven.degree(), proven.errorProbability(), null, null, null, null, null);
      case Agreement.OnDraws(Agreement.Draws draws) -> Claim.on("equal", draws, null, null);
      case Agreement.Different(Agreement.Draws draws, int differing, DifferingElement first) ->
          Claim.on("different", draws, differing, first(report, first));
      case Agreement.Unknown(String reason) ->
          new Claim("unknown", null, null, null, null, null, reason, null);
    };
  }

  private static First first(EqualityReport report, DifferingElement first) {
    return new First(
        first.draw(),
        first.inputs().isEmpty() ? null : first.inputs(),
        first.element(),
        first.at().isEmpty() ? null : first.at(),
        first.differing(),
        first.of(),
        first.ulps(),
        List.of(first.a(), first.b()),
        first
            .nodes()
            .map(
                nodes ->
                    List.of(
                        Node.of(report.a(), nodes.first(), nodes.a()),
                        Node.of(report.b(), nodes.second(), nodes.b())))
            .orElse(null));
  }
}
