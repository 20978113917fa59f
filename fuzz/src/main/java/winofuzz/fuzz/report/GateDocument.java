package winofuzz.fuzz.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;

/**
 * What {@code gate} writes as JSON.
 *
 * @param campaign the document of {@code run}
 */
public record GateDocument(
    String verdict,
    boolean interrupted,
    int replayed,
    double replaySeconds,
    Map<Status, Integer> counts,
    List<Entry> findings,
    CampaignDocument campaign) {

  /** A finding beside what the baseline says of it. */
  public record Entry(
      Status status,
      String id,
      Signature signature,
      String assertion,
      LoweringPath path,
      Target target,
      String detail,
      ConvCase minimal,
      long minimalElements,
      boolean provenMinimal,
      @Nullable ConvCase gaveUpOn,
      String note,
      String origin,
      String reproduce) {

    private static Entry of(GateFinding f) {
      return new Entry(
          f.status(),
          f.id(),
          f.signature(),
          f.signature().assertion(),
          f.signature().path(),
          f.target(),
          f.detail(),
          f.minimal(),
          f.minimal().elements(),
          f.isProvenMinimal(),
          f.gaveUpOn().orElse(null),
          f.entry().note(),
          f.origin(),
          f.reproduce());
    }
  }

  /** Returns the document of a gate; {@code rulesTotal} is how many rules there are. */
  public static GateDocument of(GateResult result, int rulesTotal) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      counts.put(status, result.count(status));
    }
    return new GateDocument(
        GateReport.word(result),
        result.interrupted(),
        result.replayed().size(),
        Math.round(result.replaying().toMillis() / 100.0) / 10.0,
        counts,
        result.findings().stream().map(Entry::of).toList(),
        CampaignDocument.of(result.campaign(), rulesTotal));
  }
}
