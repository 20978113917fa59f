package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.external.RuleJudgement.Suspect;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.inputs.Hash;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Verdict;
import winofuzz.fuzz.shrink.Answer;
import winofuzz.interpret.ExactConvolution;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;
import winofuzz.ir.NodeArena;
import winofuzz.ir.ProgramJson;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;
import winofuzz.work.WorkLimitError;
import winofuzz.work.WorkMeter;

/** What is judged of a compiler that is a shell script and gives graphs of its stages. */
final class ExternalStagesTest {
  private static final ConvCase CASE = CaseText.parse(ScriptedCompiler.CASE + ",inputs=lattice:0");
  private static final LoweringPath BAD = new LoweringPath("bad");
  private static final Setting SETTING =
      new Setting(CompilerChoice.BUILTIN, List.of(BAD), Set.of(), Target.APPLE, "sim");
  private static final String KERNEL = graph(Stage.KERNEL);
  private static final String LINEAR = graph(Stage.LINEAR);

  @TempDir private Path folder;

  /** The graph of the compiler of this project, whose memories have the same names. */
  private static String graph(Stage stage) {
    return NodeArena.call(
        () ->
            ProgramJson.write(
                    new BuiltinCompiler()
                        .lower(CASE.convolution(), LoweringPath.DIRECT, Set.of(), Target.APPLE)
                        .program(stage))
                .replace("\n", ""));
  }

  private static String replaced(String text, String from, String to) {
    assertTrue(text.contains(from), () -> "no " + from + " in " + text);
    return text.replaceFirst(Pattern.quote(from), to);
  }

  private static String given(Stage stage, String graph) {
    return "{\"stage\":\"%s\",\"graph\":%s}".formatted(stage.label(), graph);
  }

  private static String unsupported(Stage stage, String reason) {
    return "{\"stage\":\"%s\",\"unsupported\":\"%s\"}".formatted(stage.label(), reason);
  }

  /** What a compiler answers that is asked for graphs; it lowers as it should in any case. */
  private ExternalCompiler compiler(String answerWithGraphs) {
    ScriptedCompiler scripted = new ScriptedCompiler(folder);
    String statements =
        "case $line in *'\"tell\":[\"stages\"]'*) %s ;; *) %s ;; esac"
            .formatted(
                ScriptedCompiler.answering(answerWithGraphs),
                ScriptedCompiler.answering(ScriptedCompiler.ANSWER));
    String greeting =
        "echo '%s'"
            .formatted(
                replaced(
                    ScriptedCompiler.GREETING, "\"features\":[]", "\"features\":[\"stages\"]"));
    return ExternalCompiler.of(
        scripted.command(scripted.script(greeting, statements)), CompilerLimits.USUAL);
  }

  private CaseReport judged(String answerWithGraphs) {
    try (ExternalCompiler compiler = compiler(answerWithGraphs)) {
      return new Oracle(compiler, SETTING).judge(CASE, Target.APPLE);
    }
  }

  private CaseReport judgedWith(String... stages) {
    return judged(ScriptedCompiler.ANSWER + ",\"stages\":[" + String.join(",", stages) + "]");
  }

  private static Verdict algebra(CaseReport report) {
    return report.judgements().stream()
        .filter(j -> j.assertion().equals("algebra"))
        .map(Judgement::verdict)
        .findFirst()
        .orElseThrow();
  }

  /** A sum in the place of the first product of floats. */
  private static String wrong(String graph) {
    return replaced(
        graph, "{\"op\":\"MUL\",\"dtype\":\"float32\"", "{\"op\":\"ADD\",\"dtype\":\"float32\"");
  }

  @Test
  void rightGraphsHold() {
    CaseReport report = judgedWith(given(Stage.KERNEL, KERNEL), given(Stage.LINEAR, LINEAR));
    assertEquals(new Verdict.Holds("2 stages; linear for all inputs"), algebra(report));
    assertEquals(List.of(), report.violations());
  }

  @Test
  void theFirstWrongStageIsTheFinding() {
    assertEquals("algebra/bad/linear/to-linear", found(KERNEL, wrong(LINEAR)));
    assertEquals("algebra/bad/kernel/to-kernel", found(wrong(KERNEL), wrong(LINEAR)));
  }

  private String found(String kernel, String linear) {
    List<Finding> findings =
        judgedWith(given(Stage.KERNEL, kernel), given(Stage.LINEAR, linear)).findings();
    assertEquals(1, findings.size());
    return findings.getFirst().signature().toString();
  }

  @Test
  void aWrongStageIsShownAgainAndMostCasesAreNotAskedForIt() {
    String answer =
        ScriptedCompiler.ANSWER + ",\"stages\":[" + given(Stage.KERNEL, wrong(KERNEL)) + "]";
    try (ExternalCompiler compiler = compiler(answer)) {
      Oracle oracle = new Oracle(compiler, SETTING);
      Finding finding = oracle.judge(CASE, Target.APPLE).findings().getFirst();
      assertEquals(Answer.YES, oracle.shows(CASE, Target.APPLE, finding.signature()));
      List<ConvCase> cases =
          Stream.iterate(0, seed -> seed < 64, seed -> seed + 1)
              .map(seed -> CaseText.parse(ScriptedCompiler.CASE + ",inputs=lattice:" + seed))
              .toList();
      List<ConvCase> seen =
          cases.stream().filter(c -> oracle.screen(c, Target.APPLE).isViolated()).toList();
      assertTrue(seen.size() >= 2 && seen.size() <= 20, () -> seen.size() + " of 64 were asked");
      assertEquals(
          seen, cases.stream().filter(c -> oracle.screen(c, Target.APPLE).isViolated()).toList());
    }
  }

  @Test
  void aStageThatIsNotSupportedIsRemarkedUpon() {
    assertEquals(
        new Verdict.HoldsWithRemark("linear is not judged: WMMA", "1 stage; kernel for all inputs"),
        algebra(judgedWith(given(Stage.KERNEL, KERNEL), unsupported(Stage.LINEAR, "WMMA"))));
    assertEquals(
        new Verdict.Skipped("kernel is not judged: CUSTOM; linear is not judged: WMMA"),
        algebra(
            judgedWith(unsupported(Stage.KERNEL, "CUSTOM"), unsupported(Stage.LINEAR, "WMMA"))));
  }

  @Test
  void aStageWithoutAnExactValueIsRemarkedUpon() {
    String root = replaced(KERNEL, "\"src\":[10,13]", "\"src\":[10,18]");
    String sqrt =
        replaced(root, "]}]}", "]},{\"op\":\"SQRT\",\"dtype\":\"float32\",\"src\":[13]}]}");
    Verdict verdict = algebra(judgedWith(given(Stage.KERNEL, sqrt), given(Stage.LINEAR, LINEAR)));
    Verdict.HoldsWithRemark remark = assertInstanceOf(Verdict.HoldsWithRemark.class, verdict);
    assertEquals("kernel is not judged: its graph has no exact value", remark.remark());
    assertTrue(remark.seen().contains("SQRT"), remark.seen());
  }

  @Test
  void otherKernelsAreNotThoseOfTheGraphs() {
    String other = replaced(ScriptedCompiler.ANSWER, "float sum = 0", "float sum = 1");
    assertEquals(
        new Verdict.Skipped(
            "kernel is not judged: the kernels are others when graphs are asked for"),
        algebra(judged(other + ",\"stages\":[" + given(Stage.KERNEL, KERNEL) + "]")));
  }

  @Test
  void aCompilerThatGivesNothingIsOneWithoutStages() {
    assertEquals(
        new Verdict.Skipped("the compiler gives no stages"),
        algebra(judged(ScriptedCompiler.ANSWER)));
  }

  /** Answers that are none, whatever the graphs in them are. */
  static Stream<String> noAnswers() {
    String kernel = given(Stage.KERNEL, KERNEL);
    return Stream.of(
        ScriptedCompiler.ANSWER + ",\"stages\":[" + given(Stage.METAL, KERNEL) + "]",
        ScriptedCompiler.ANSWER + ",\"stages\":[" + kernel + "," + kernel + "]",
        ScriptedCompiler.ANSWER
            + ",\"stages\":["
            + given(Stage.LINEAR, LINEAR)
            + ","
            + kernel
            + "]",
        ScriptedCompiler.ANSWER + ",\"stages\":[{\"stage\":\"kernel\"}]",
        ScriptedCompiler.ANSWER + ",\"stages\":7",
        "\"error\":\"out of memory\"",
        "\"unsupported\":\"graphs\"",
        "\"suspects\":[]");
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void withoutAnAnswerTheKernelsAreJudgedAlone(String answer) {
    CaseReport report = judged(answer);
    assertEquals(
        new Verdict.Skipped(
            "kernel is not judged: the compiler does not lower when it is asked for graphs"),
        algebra(report));
    assertEquals(List.of(), report.violations());
  }

  /**
   * A way in which a graph is damaged.
   *
   * @param detail part of what is said about it
   */
  private record Damage(String from, String to, String detail) {}

  static Stream<Damage> damages() {
    return Stream.of(
        new Damage(
            "\"format\":\"winofuzz-graph\"", "\"format\":\"dot\"", "winofuzz-graph as format"),
        new Damage("\"version\":1", "\"version\":2", "expected version 1"),
        new Damage("\"stage\":\"kernel\"", "\"stage\":\"linear\"", "expected stage kernel"),
        new Damage("\"op\":\"REDUCE\"", "\"op\":\"WAFFLE\"", "found WAFFLE"),
        new Damage(
            "\"op\":\"SINK\",\"dtype\":\"void\"", "\"op\":\"SINK\",\"dtype\":\"fp4\"", "found fp4"),
        new Damage("\"fold\":\"ADD\"", "\"fold\":\"SUB\"", "C14"),
        new Damage("\"src\":[4]", "\"src\":[999]", "found node 999"),
        new Damage("\"src\":[4]", "\"src\":[5]", "the node below itself"),
        new Damage("\"sink\":", "\"sunk\":", "expected an array as instructions"),
        new Damage("\"arguments\":[0,1,2]", "\"arguments\":[0,1,7]", "C12"),
        new Damage("\"name\":\"w\"", "\"name\":\"v\"", "memory v: expected one of"),
        new Damage("\"elements\":9", "\"elements\":8", "memory x: expected one of"),
        new Damage(
            "\"memories\":[",
            "\"memories\":[{\"name\":\"t\",\"dtype\":\"float32\",\"elements\":99999999999,"
                + "\"role\":\"INTERMEDIATE\"},",
            "memory t: expected 1 to 33554432 elements"),
        new Damage("\"nodes\":[", "\"nodes\":[7,", "expected an object, found 7"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void aDamagedGraphIsNoFinding(Damage damage) {
    refuses(replaced(KERNEL, damage.from(), damage.to()), damage.detail());
  }

  @Test
  void arithmeticOnVectorsIsRefused() {
    Pattern number = Pattern.compile("(\"op\":\"\\w+\",\"dtype\":\"float32)\"");
    refuses(number.matcher(KERNEL).replaceAll("$1x4\""), "expected one lane, found float32x4");
  }

  /** Its stage is missing, for a reason, and nothing else is said. */
  private void refuses(String kernel, String detail) {
    CaseReport report = judgedWith(given(Stage.KERNEL, kernel), given(Stage.LINEAR, LINEAR));
    Verdict.HoldsWithRemark remark =
        assertInstanceOf(Verdict.HoldsWithRemark.class, algebra(report), detail);
    assertEquals("kernel is not judged: its graph is not well formed", remark.remark());
    assertTrue(remark.seen().contains(detail), remark.seen());
    assertEquals(List.of(), report.violations());
  }

  /** Whatever numbers a graph has, it has a value, or there is one reason why it has none. */
  @Test
  void noNumberInAGraphBreaksTheJudge() {
    Pattern number = Pattern.compile("(?<=[\\[,:])-?\\d+(?=[,}\\]])");
    List<String> others = List.of("0", "1", "2", "7", "13", "-1", "1000000", "99999999999");
    Hash hash = Hash.of(1);
    for (int i = 0; i < 400; i++) {
      boolean isKernel = i % 2 == 0;
      String graph = isKernel ? KERNEL : LINEAR;
      List<MatchResult> numbers = number.matcher(graph).results().toList();
      MatchResult at = numbers.get(hash.with(i).below(numbers.size()));
      String other = others.get(hash.with(i).with(1).below(others.size()));
      String damaged = graph.substring(0, at.start()) + other + graph.substring(at.end());
      Stage stage = isKernel ? Stage.KERNEL : Stage.LINEAR;
      NodeArena.call(new WorkMeter(1 << 24), () -> known(stage, damaged));
    }
  }

  private static boolean known(Stage stage, String graph) {
    CompilerAnswer.Lowered answer = lowered(given(stage, graph));
    ExternalLowered lowered =
        new ExternalLowered(answer, CASE.convolution(), telling(answer), List.of());
    assertEquals(1, lowered.stages().size() + lowered.missingStages().size());
    Values ones = Values.of(DType.FLOAT32, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    for (Stage known : lowered.stages()) {
      try {
        var _ = lowered.evaluate(known, Semantics.EXACT, NumericProfile.STRICT, ones, ones);
      } catch (UnsupportedCaseException | WorkLimitError e) {
        return false;
      }
    }
    return true;
  }

  @Test
  void theRuleWithoutWhichAStageIsRightIsBlamed() {
    CompilerAnswer.Lowered wrong =
        lowered(given(Stage.KERNEL, KERNEL) + "," + given(Stage.LINEAR, wrong(LINEAR)));
    CompilerAnswer.Lowered right =
        lowered(given(Stage.KERNEL, KERNEL) + "," + given(Stage.LINEAR, LINEAR));
    Rewriting rewriting = refusable("fold.py:7", wrong, right);
    Values input = Values.of(DType.FLOAT32, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    Values expected = ExactConvolution.evaluate(CASE.convolution(), input, input);
    Culprit culprit =
        NodeArena.call(
            () ->
                new ExternalLowered(wrong, CASE.convolution(), rewriting, List.of())
                    .culprit(Set.of(StageFault.VALUE), input, input, expected)
                    .orElseThrow());
    assertEquals(Stage.LINEAR, culprit.stage());
    assertEquals("fold/fold.py:7", culprit.blame().toString());
    assertEquals("element 0: expected 285.0, found 286.0", culprit.evidence());
  }

  /** A compiler that suspects a rule, and comes to something else without it. */
  private static Rewriting refusable(
      String rule, CompilerAnswer.Lowered with, CompilerAnswer.Lowered without) {
    return new Rewriting() {
      @Override
      public Optional<CompilerAnswer.Lowered> without(List<String> rules) {
        return Optional.of(rules.contains(rule) ? without : with);
      }

      @Override
      public Optional<RuleJudgement> judgement() {
        Suspect suspect = new Suspect(rule, "fold", "x * w", "x + w", new TreeMap<>(), "6", "5");
        return Optional.of(new RuleJudgement(List.of(suspect), 1, 0, List.of()));
      }

      @Override
      public Optional<CompilerAnswer> withStages(List<String> refused) {
        return without(refused).map(lowered -> lowered);
      }
    };
  }

  private static CompilerAnswer.Lowered lowered(String stages) {
    Request request = new Request.OfConvolution(CASE.convolution());
    String line = "{\"id\":1,%s,\"stages\":[%s]}".formatted(ScriptedCompiler.ANSWER, stages);
    return (CompilerAnswer.Lowered) CompilerAnswer.read(line, 1, request);
  }

  private static Rewriting telling(CompilerAnswer answer) {
    return new Rewriting() {
      @Override
      public Optional<CompilerAnswer.Lowered> without(List<String> rules) {
        return Optional.empty();
      }

      @Override
      public Optional<RuleJudgement> judgement() {
        return Optional.empty();
      }

      @Override
      public Optional<CompilerAnswer> withStages(List<String> refused) {
        return Optional.of(answer);
      }
    };
  }
}
