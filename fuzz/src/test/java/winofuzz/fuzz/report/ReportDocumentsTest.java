package winofuzz.fuzz.report;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.gate.GateFinding;
import winofuzz.fuzz.gate.GateFinding.Status;
import winofuzz.fuzz.gate.GateResult;
import winofuzz.fuzz.gate.Gates;
import winofuzz.fuzz.gate.Keeper.Added;
import winofuzz.fuzz.gate.Keeper.Verified;
import winofuzz.fuzz.gate.Known;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.selftest.PlantedDefects;
import winofuzz.fuzz.selftest.SelfTestResult;

/** The documents that commands write and nobody here reads. */
final class ReportDocumentsTest {
  private static final ConvCase CASE = Samples.finding().minimal();

  private static final Finding FINDING = Samples.finding();

  private static void assertFormat(String name, Object document) throws IOException {
    Golden.assertMatches(name, Json.pretty(document) + "\n");
  }

  @Test
  void ofACampaign() throws IOException {
    assertFormat("campaign.json", CampaignDocument.of(Samples.campaign(), 7));
  }

  private static GateResult gate() {
    Known known =
        new Known(
            Samples.stageless().signature(), Known.State.OPEN, Target.APPLE, CASE, "seen by all");
    Known fresh =
        new Known(Samples.finding().signature(), Known.State.OPEN, Target.APPLE_NOTC, CASE, "");
    return new GateResult(
        List.of(),
        Duration.ofMillis(1234),
        Samples.campaign(),
        List.of(
            new GateFinding(
                Status.NEW,
                fresh,
                Samples.finding(),
                Gates.setting(Set.of(Defect.PAD_ORDER)),
                "corpus/cases/a b.json"),
            new GateFinding(
                Status.GONE, known, null, Gates.setting(Set.of()), "/elsewhere/baseline.json")),
        false);
  }

  @Test
  void ofAGate() throws IOException {
    assertFormat("gate.json", GateDocument.of(gate(), 7));
  }

  @Test
  void ofAGateAsSarif() throws IOException {
    assertFormat("gate.sarif", SarifDocument.of(gate(), "1.2.3"));
  }

  @Test
  void ofACheck() throws IOException {
    List<Judgement> judgements =
        List.of(
            new Judgement("algebra", LoweringPath.OLD, new Verdict.Holds("4 stages")),
            new Judgement(
                "algebra",
                LoweringPath.HYBRID,
                new Verdict.Violated(FINDING.signature().symptom(), FINDING.detail())),
            new Judgement("device", LoweringPath.OLD, new Verdict.Skipped("no device")));
    assertFormat("check.json", CheckDocument.of(report(judgements, true)));
    assertFormat("check-without-grid.json", CheckDocument.of(report(List.of(), false)));
  }

  private static CaseReport report(List<Judgement> judgements, boolean hasGrid) {
    return new CaseReport(
        CASE,
        Target.APPLE,
        judgements,
        List.of(),
        List.of(),
        hasGrid ? Samples.grid() : null,
        Set.of(),
        Set.of());
  }

  @Test
  void ofACompilation() throws IOException {
    CompileDocument compiled =
        new CompileDocument(
            CASE,
            LoweringPath.OLD,
            new TreeSet<>(Defect.published()),
            Target.APPLE,
            null,
            11.8,
            List.of(
                new CompileDocument.Kernel(
                    "r_2_2",
                    List.of(2, 2, 2),
                    List.of(8, 3, 3),
                    List.of(20_736L, 2304L),
                    List.of("UPCAST 1 0"))));
    CompileDocument failed =
        new CompileDocument(
            CASE, LoweringPath.OLD, new TreeSet<>(Set.of()), Target.APPLE, "why", 2.0, List.of());
    Golden.assertMatches("compile.jsonl", Json.line(compiled) + "\n" + Json.line(failed) + "\n");
  }

  @Test
  void ofATriage() throws IOException {
    assertFormat("triage.json", new TriageDocument(CASE, List.of(Samples.story())));
  }

  @Test
  void ofASelfTest() throws IOException {
    Duration time = Duration.ofMillis(1500);
    assertFormat(
        "selftest.json",
        SelfTestDocument.of(
            1,
            List.of(
                new SelfTestResult(
                    PlantedDefects.named("pad-order").orElseThrow(),
                    3,
                    time,
                    4,
                    List.of(Samples.finding()),
                    time),
                new SelfTestResult(
                    PlantedDefects.named("index-order").orElseThrow(),
                    2000,
                    time,
                    0,
                    List.of(),
                    Duration.ZERO))));
  }

  @Test
  void ofACorpus() throws IOException {
    KeptCase kept = Samples.kept();
    assertFormat(
        "corpus-list.json", CorpusListDocument.of(List.of(kept), List.of(Samples.finding())));
    assertFormat(
        "corpus-add.json",
        CorpusAddDocument.of(List.of(new Added(kept, true, kept.features(), List.of(FINDING)))));
    assertFormat(
        "corpus-distill.json",
        CorpusDistillDocument.of(List.of(kept), List.of(kept), kept.features()));
    assertFormat(
        "corpus-verify.json",
        CorpusVerifyDocument.of(
            List.of(
                new Verified(kept, new TreeSet<>(), List.of(FINDING)),
                new Verified(kept, kept.features(), List.of())),
            List.of("a message")));
  }
}
