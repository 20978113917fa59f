package winofuzz.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.bench.CaseTimes;
import winofuzz.fuzz.bench.KernelTimes;
import winofuzz.fuzz.bench.LoweringTimes;
import winofuzz.fuzz.bench.Peak;
import winofuzz.fuzz.bench.SpeedVerdict;
import winofuzz.fuzz.bench.TimeSamples;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.json.Damages;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;

final class BenchDocumentTest {
  private static final ConvCase CASE = CaseText.parse("cin=2,h=6,w=6,cout=3");
  private static final ConvCase LEFT = CaseText.parse("cin=1,h=6,w=6,cout=1");

  /** Times of old and hybrid; direct does not run. */
  private static BenchDocument document(double old, double hybrid) {
    CaseTimes times =
        new CaseTimes(
            CASE,
            LoweringPath.OLD,
            List.of(
                measured(LoweringPath.OLD, old),
                measured(LoweringPath.HYBRID, hybrid),
                new LoweringTimes.NotMeasured(LoweringPath.DIRECT, "does not lower: too large")));
    return new BenchDocument(
            "cuda",
            "a GPU",
            Target.APPLE_NOTC,
            null,
            LoweringPath.OLD,
            0.2,
            0,
            List.of(),
            List.of(),
            null)
        .with(new Peak(100, 200), List.of(BenchDocument.of(times, 0.2)), List.of(LEFT));
  }

  private static LoweringTimes measured(LoweringPath path, double microseconds) {
    return new LoweringTimes.Measured(
        path,
        Optional.of(true),
        List.of(
            new KernelTimes("r_6_6", 4000, new TimeSamples(List.of(microseconds, microseconds))),
            new KernelTimes("E_2", 800, new TimeSamples(List.of(1.0, 1.0)))));
  }

  @Test
  void theFormatStaysAsItIs() throws IOException {
    BenchDocument document = document(9, 14).against(document(9, 11));
    String text = Json.file(BenchDocument.FORMAT, document);
    Golden.assertMatches("bench.json", text);
    assertEquals(
        document,
        Json.read(text, "", BenchDocument.FORMAT, BenchDocument.class, BenchDocument::checked));
  }

  @Test
  void whatIsWrongWithAFileIsOneLine() throws IOException {
    Golden.assertMatches(
        "bench-damages.txt",
        Damages.report(
            Json.file(BenchDocument.FORMAT, document(9, 14)),
            text ->
                Json.read(
                    text,
                    Damages.WHERE,
                    BenchDocument.FORMAT,
                    BenchDocument.class,
                    BenchDocument::checked)));
  }

  @Test
  void whatGotSlowerIsFound() {
    assertFalse(document(9, 11).hasSlower());
    assertTrue(document(9, 14).hasSlower());
    BenchDocument.Change change =
        Objects.requireNonNull(document(13, 13).against(document(9, 13)).against()).getFirst();
    assertEquals(LoweringPath.OLD, change.path());
    assertEquals(1.4, change.ratio().value());
    assertEquals(SpeedVerdict.SLOWER, change.verdict());
    assertTrue(document(13, 13).against(document(9, 13)).hasSlower());
    assertFalse(document(9, 9).against(document(13, 13)).hasSlower());
  }

  @Test
  void theTextSaysWhatWasMeasured() {
    BenchDocument document = document(9, 14).against(document(9, 11));
    assertEquals(
        """
        batch=1,cin=2,h=6,w=6,cout=3,pad=0,groups=1
          old                                       10.00 us      0.17 GFLOP/s   0 % of peak
            r_6_6                                    9.00 us      0.44 GB/s   0 % of peak
            E_2                                      1.00 us      0.80 GB/s   0 % of peak
          hybrid                                    15.00 us      0.12 GFLOP/s   0 % of peak  \
        1.500 of old (1.500 to 1.500), slower by more than 20 %
            r_6_6                                   14.00 us      0.29 GB/s   0 % of peak
            E_2                                      1.00 us      0.80 GB/s   0 % of peak
          direct   does not lower: too large
        batch=1,cin=2,h=6,w=6,cout=3,pad=0,groups=1  old: 1.000 of before (1.000 to 1.000), \
        within 20 %
        batch=1,cin=2,h=6,w=6,cout=3,pad=0,groups=1  hybrid: 1.250 of before (1.250 to 1.250), \
        slower by more than 20 %
        cuda, a GPU: at best 100.0 GFLOP/s of products and sums, 200.0 GB/s copied
        20 % of old: 0 within, 1 slower, 0 undecided
        1 case is left, the budget is spent
        """,
        BenchReport.text(document.cases().getFirst(), "old", document.threshold(), document.peak())
            + BenchReport.summary(document));
  }
}
