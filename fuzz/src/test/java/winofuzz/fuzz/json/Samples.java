package winofuzz.fuzz.json;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.CampaignResult;
import winofuzz.fuzz.campaign.Distances;
import winofuzz.fuzz.campaign.Moment;
import winofuzz.fuzz.campaign.Statistics;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.corpus.KeptCase;
import winofuzz.fuzz.coverage.Coverage;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.coverage.Feature.Kind;
import winofuzz.fuzz.coverage.Triples;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;
import winofuzz.fuzz.grid.GridClass;
import winofuzz.fuzz.grid.GridComparison;
import winofuzz.fuzz.grid.LaunchShape;
import winofuzz.fuzz.story.OutputPicture;
import winofuzz.fuzz.story.Story;
import winofuzz.ir.Stage;
import winofuzz.metal.Violation;

/** What documents are made of in tests. */
public final class Samples {
  private Samples() {}

  /** A finding with something in every key. */
  public static Finding finding() {
    return new Finding(
        new Signature(
            "algebra",
            LoweringPath.HYBRID,
            new Symptom.WrongStage(Stage.RANGED),
            new Blame("winograd", "r0 / s1")),
        "4 of 8 elements \"differ\"",
        new Setting(
            List.of(LoweringPath.OLD, LoweringPath.HYBRID),
            Defect.published(),
            Target.APPLE_NOTC,
            "sim"),
        5,
        CaseText.parse("cin=3,h=8,w=8,cout=4,inputs=onehot:7:x0+w3"),
        CaseText.parse("cin=1,h=4,w=4,cout=2,pad=0/1/0/0"),
        Finding.Shrinking.PROVEN,
        17,
        new TreeSet<>(
            Set.of(new Signature("device", LoweringPath.HYBRID, new Symptom.WrongOnDevice("sim")))),
        new TreeSet<>(Set.of("fold-binary", "where-not")),
        new Signature("algebra", LoweringPath.OLD, new Symptom.WrongStage(Stage.RANGED)),
        null);
  }

  /** A finding without a stage. */
  public static Finding stageless() {
    return new Finding(
        new Signature(
            "safety",
            LoweringPath.OLD,
            new Symptom.MemoryFault(Violation.Kind.RACE_IN_THREADGROUP)),
        "two threads",
        finding().setting(),
        6,
        finding().firstSeen(),
        finding().minimal(),
        Finding.Shrinking.UNFINISHED,
        1,
        new TreeSet<>(),
        new TreeSet<>(),
        null,
        null);
  }

  /** A setting of another compiler than that of this project. */
  public static Setting otherCompiler() {
    return new Setting(
        new CompilerChoice("tinygrad:/t/x y", new TreeMap<>(Map.of("wino", "WINO=1,BEAM=2"))),
        List.of(LoweringPath.DIRECT, new LoweringPath("wino")),
        Set.of(),
        Target.APPLE,
        "sim");
  }

  /** A finding of another compiler. */
  public static Finding ofOtherCompiler() {
    return new Finding(
        new Signature(
            "lowering",
            new LoweringPath("wino"),
            new Symptom.FailsToLower(),
            new Blame("kernel.py:412", "")),
        "wino does not lower it",
        otherCompiler(),
        7,
        finding().firstSeen(),
        finding().minimal(),
        Finding.Shrinking.PROVEN,
        2,
        new TreeSet<>(),
        new TreeSet<>(),
        null,
        null);
  }

  /** A kept case. */
  public static KeptCase kept() {
    return new KeptCase(
        CaseText.parse("cin=2,w=9,cout=2,kernel=3,dtype=bfloat16,inputs=special:3"),
        Target.APPLE,
        new TreeSet<>(Set.of(Feature.parse("rule:x + 0 -> x"), Feature.parse("grid:same 1 1"))),
        "run with seed 1",
        9);
  }

  /** Launches that are permuted. */
  public static GridComparison grid() {
    return new GridComparison(
        List.of(
            new LaunchShape(
                "r_2_3",
                List.of(2, 3, 1),
                List.of(8, 1, 1),
                List.of("tile-x", "tile-y*cout", "", "cout", "", ""))),
        List.of(new LaunchShape("r_3_2", List.of(3, 2, 1), List.of(8, 1, 1))));
  }

  /** A story with something in every key. */
  public static Story story() {
    OutputPicture picture = new OutputPicture(List.of(1, 2, 4, 5), 1, 4, List.of(20, 24));
    return new Story(
        finding().signature(),
        "hybrid's value differs from the convolution",
        new Story.Cause("output axis order", "Right values in wrong places.", "On all elements."),
        finding().minimal(),
        true,
        finding().firstSeen(),
        "Proven minimal.",
        "1 of 8 elements differ",
        new Story.Broken(
            Stage.RANGED,
            "winograd",
            "the winograd",
            "add-zero",
            "x + 0 -> x",
            3,
            "x[r0] + 0 < 1, of 5 nodes",
            "x[r0], of 3 nodes",
            "before has 1, after 0",
            "element 0"),
        new Story.FirstDifference(
            20,
            picture.position(20),
            new Story.NamedFloat("direct", "1.0", "0x3f800000"),
            new Story.NamedFloat("hybrid at ranged", "0.0", "0x00000000"),
            "1065353216"),
        picture,
        new Story.Larger(finding().firstSeen(), picture),
        List.of(picture.words()),
        List.of(
            new Story.StageRow(
                Stage.TENSOR,
                List.of(new Story.StageCell("right", 9, ""), new Story.StageCell("right", 8, ""))),
            new Story.StageRow(
                Stage.RANGED,
                List.of(new Story.StageCell("", 0, ""), new Story.StageCell("wrong", 70, "at 3")))),
        List.of(
            new Story.PathSide(LoweringPath.OLD, "window: expected 5 elements", List.of()),
            new Story.PathSide(
                LoweringPath.HYBRID,
                "",
                List.of(
                    new Story.KernelSide(
                        "r_2_3",
                        "2x3x1 of 8x1x1",
                        List.of("UPCAST 0 4"),
                        List.of(
                            new Story.SourceLine(1, "kernel void r_2_3(device float* a) {", ""),
                            new Story.SourceLine(9, "  *(a+0) = 1.0f;", "writes a wrong element")),
                        12)))),
        GridClass.PERMUTED,
        finding().reproduce());
  }

  /** Counts with something in every key. */
  public static Statistics statistics() {
    return new Statistics(
        Duration.ofMillis(2500),
        40,
        9,
        List.of(new Statistics.GridRecord(grid().gridClass(), finding().minimal(), grid(), 3)),
        new TreeMap<>(Map.of("device: no such device", 2)),
        new TreeMap<>(Map.of("cross-path: zeros of another sign", 1)),
        new TreeMap<>(Map.of(finding().id(), 17, "0f1e2d3c4b5a", 1)),
        new TreeMap<>(Map.of("0f1e2d3c4b5a", finding().id())),
        Map.of(Kind.RULE, Duration.ofMillis(1200), Kind.SHAPE, Duration.ofMillis(2400)),
        List.of(
            new Moment(Duration.ofMillis(500), 8, 1, Map.of(Feature.Kind.SHAPE, 5)),
            new Moment(Duration.ofMillis(2250), 36, 1, Map.of(Feature.Kind.RULE, 1))),
        new Distances(new TreeMap<>(Map.of(0, 7, 3, 2)), new TreeMap<>(Map.of(-4, 2))),
        new Triples(List.of("dtype=float16", "rank=2", "unit=direct"), new byte[] {1}));
  }

  /** What a campaign with these counts came to. */
  public static CampaignResult campaign() {
    Coverage coverage = new Coverage();
    coverage.add(0, kept().features());
    return new CampaignResult(
        1, statistics(), List.of(finding(), stageless()), coverage, List.of(), false);
  }
}
