package winofuzz.fuzz.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.report.SummaryDocument;
import winofuzz.ir.Stage;

/**
 * What {@code interpret} writes as JSON.
 *
 * @param millis of each repetition
 * @param statistics of the output
 * @param bounds how far the output may be off; null unless the semantics computes it
 */
record InterpretDocument(
    @JsonUnwrapped Head head,
    Stage stage,
    String semantics,
    String arithmetic,
    List<Double> millis,
    long readsOutOfBounds,
    SummaryDocument statistics,
    @Nullable SummaryDocument bounds,
    @Nullable List<Probe> probes) {

  /** What was evaluated: a graph, or a case on a path. */
  record Head(
      @Nullable String graph,
      @JsonProperty("case") @Nullable ConvCase subject,
      @Nullable LoweringPath path) {

    static Head of(GraphFile file) {
      return new Head(file.name(), null, null);
    }
  }

  /**
   * A value on the way.
   *
   * @param probe what was asked for
   * @param node the node; null, as are its extents, for a memory
   */
  record Probe(
      String probe,
      @Nullable String node,
      @Nullable List<Integer> extents,
      SummaryDocument statistics) {}
}
