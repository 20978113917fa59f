package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.convolution.LoweringException;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.oracle.CaseLimits;
import winofuzz.fuzz.oracle.CaseReport;
import winofuzz.fuzz.oracle.Judgement;
import winofuzz.fuzz.oracle.LimitedJudge;
import winofuzz.fuzz.oracle.Oracle;
import winofuzz.fuzz.oracle.Verdict;

/** Whatever the process of a compiler does, it comes to one clear outcome, and others go on. */
final class MisbehavingCompilersTest {
  private static final ConvCase CASE = CaseText.parse(ScriptedCompiler.CASE + ",inputs=ones:0");
  private static final LoweringPath BAD = new LoweringPath("bad");
  private static final LoweringPath GOOD = new LoweringPath("good");

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(1);

  /** Nobody waits as long where an answer comes. */
  private static final CompilerLimits LIMITS = new CompilerLimits(LONG, LONG, LONG, 1 << 16);

  @TempDir private Path folder;

  /**
   * A way to misbehave.
   *
   * @param statements what is done for a request
   * @param signature of the finding; empty if the case is skipped
   * @param detail part of what is said about it
   * @param starts how many processes are started for two requests, of which the second is right
   */
  private record Way(String name, String statements, String signature, String detail, int starts) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The process is no good any more. */
  private static Way broken(String name, String statements, String way, String detail) {
    return new Way(name, statements, "lowering/bad/fails-to-lower/" + way, detail, 2);
  }

  private static Way noAnswer(String name, String members, String detail) {
    return broken(
        name,
        ScriptedCompiler.answering(members),
        "no-answer",
        "the compiler gave no answer: answer: " + detail);
  }

  private static Way noAnswer(String name, String from, String to, String detail) {
    return noAnswer(name, replaced(from, to), detail);
  }

  /** An answer that says something wrong. */
  private static Way wrong(String name, String from, String to, String signature, String detail) {
    return new Way(name, ScriptedCompiler.answering(replaced(from, to)), signature, detail, 1);
  }

  private static String replaced(String from, String to) {
    String result = ScriptedCompiler.ANSWER.replace(from, to);
    assertTrue(!result.equals(ScriptedCompiler.ANSWER), from);
    return result;
  }

  static Stream<Way> processes() {
    String answer = ScriptedCompiler.answering(ScriptedCompiler.ANSWER);
    return Stream.of(
        broken("exits", "exit 0", "exited", "the compiler exited with 0"),
        broken(
            "exits with a last word",
            "echo first >&2; echo 'out of registers' >&2; exit 3",
            "exited",
            "the compiler exited with 3: out of registers"),
        broken("is killed", "kill -9 $$", "exited", "the compiler was ended by signal 9"),
        broken(
            "aborts",
            "echo 'assertion failed' >&2; kill -6 $$",
            "exited",
            "by signal 6: assertion"),
        broken(
            "ends within a line",
            "printf '{\"id\":%s,\"memor' \"$id\"; exit 0",
            "no-answer",
            "the compiler ended within a line"),
        broken(
            "answers twice",
            "twice=$(" + answer + "); printf '%s\\n%s\\n' \"$twice\" \"$twice\"",
            "no-answer",
            "the compiler wrote more than one line for a request"),
        broken("floods", "while :; do echo noise; done", "no-answer", "the compiler "),
        broken(
            "writes a long line",
            "printf '%0100000d\\n' 0",
            "no-answer",
            "the compiler wrote a line of more than 65536 bytes"),
        broken(
            "writes a line without an end",
            "while :; do printf '%01000d' 0; done",
            "no-answer",
            "the compiler wrote a line of more than 65536 bytes"),
        broken(
            "writes no JSON",
            "echo hello",
            "no-answer",
            "the compiler gave no answer: answer: expected JSON, found a mistake"),
        broken(
            "writes an empty line", "echo", "no-answer", "the compiler gave no answer: answer: "),
        broken(
            "writes bytes that are no text",
            "printf '\\377\\376\\000\\n'",
            "no-answer",
            "the compiler gave no answer: answer: expected JSON, found a mistake"),
        broken(
            "answers something else",
            "id=$((id + 1)); " + answer,
            "no-answer",
            "the compiler gave no answer: answer: id: expected 1, found 2"));
  }

  static Stream<Way> answers() {
    String output = "{\"name\":\"y\",\"dtype\":\"float32\",\"elements\":1,\"role\":\"output\"}";
    String more = output + ",{\"name\":\"t\",\"dtype\":\"float32\",\"elements\":1,\"role\":";
    return Stream.of(
        noAnswer("says nothing", "\"winograd\":true", "expected memories and kernels, an error"),
        noAnswer("has another member", "\"winograd\"", "\"vinograd\"", "unknown key 'vinograd'"),
        noAnswer(
            "has a null",
            "[{\"memory\":0}",
            "[null",
            "kernels[0]: arguments[0]: expected an object"),
        noAnswer("has no kernels", replaced("\"kernels\":[", "\"kernels\":[],\"kernels\":["), ""),
        noAnswer(
            "has an empty list of kernels",
            ScriptedCompiler.ANSWER.replaceAll("\"kernels\":.*\\}\\],", "\"kernels\":[],"),
            "kernels: expected at least 1, found 0"),
        noAnswer(
            "has NaN elements", ":1,\"role\"", ":NaN,\"role\"", "expected JSON, found a mistake"),
        noAnswer(
            "has negative elements",
            ":1,\"role\"",
            ":-1,\"role\"",
            "memories[0].elements: expected at least 1, found -1"),
        noAnswer(
            "has huge elements",
            ":1,\"role\"",
            ":1e99,\"role\"",
            "memories[0]: elements: expected a whole number"),
        noAnswer(
            "has more memory than there is",
            output,
            more.replace(
                    "\"t\",\"dtype\":\"float32\",\"elements\":1",
                    "\"t\",\"dtype\":\"float32\",\"elements\":200000000")
                + "\"intermediate\"}",
            "memories: bytes: expected at most"),
        noAnswer("has no output", output + ",", "", "memories: expected one output y of 1 element"),
        noAnswer("has a shorter input", ":9,", ":8,", "memories: expected one input x of 9"),
        noAnswer("has two outputs", output, output + "," + output, "memories: expected one output"),
        noAnswer(
            "has an output of another name",
            output,
            more + "\"output\"}",
            "memories: expected inp"),
        noAnswer(
            "has an output of no type",
            "float32\",\"elements\":1",
            "void\",\"elements\":1",
            "memories[0].dtype: expected that of elements in memory, found 'void'"),
        noAnswer(
            "has a constant without contents",
            output,
            more + "\"constant\"}",
            "memories[1].contents: expected for a constant"),
        noAnswer(
            "has contents that are not Base64",
            output,
            more + "\"constant\",\"contents\":\"&&&&\"}",
            "memories[1].contents: expected Base64"),
        noAnswer(
            "has too few contents",
            output,
            more + "\"constant\",\"contents\":\"AAAA\"}",
            "memories[1].contents: expected 4 bytes, found 3"),
        noAnswer(
            "has an argument that is no memory",
            "{\"memory\":2}",
            "{\"memory\":3}",
            "kernels[0].arguments[2].memory: expected at most 2, found 3"),
        noAnswer(
            "has an argument of memory and value",
            "{\"memory\":2}",
            "{\"memory\":2,\"value\":1}",
            "kernels[0].arguments[2].expected a memory or a value"),
        noAnswer(
            "begins behind a memory",
            "{\"memory\":2}",
            "{\"memory\":2,\"offset\":40}",
            "kernels[0].arguments[2].offset: expected at most 36, found 40"),
        noAnswer(
            "begins before a memory",
            "{\"memory\":2}",
            "{\"memory\":2,\"offset\":-4}",
            "kernels[0].arguments[2].offset: expected at least 0, found -4"),
        noAnswer(
            "ends behind a memory",
            "{\"memory\":2}",
            "{\"memory\":2,\"offset\":4,\"size\":36}",
            "kernels[0].arguments[2].size: expected at most 32, found 36"),
        noAnswer(
            "launches no threadgroup",
            "\"threadgroups\":[1,1,1]",
            "\"threadgroups\":[1,0,1]",
            "kernels[0].threadgroups: expected three numbers of at least 1"),
        noAnswer(
            "launches in two dimensions",
            "\"threads\":[1,1,1]",
            "\"threads\":[1,1]",
            "kernels[0].threads: expected three numbers of at least 1"),
        noAnswer(
            "launches half a thread",
            "\"threads\":[1,1,1]",
            "\"threads\":[0.5,1,1]",
            "kernels[0]: threads[0]: expected a whole number, found 0.5"));
  }

  static Stream<Way> kernels() {
    String malformed = "safety/bad/sim:malformed";
    String misfit = "safety/bad/sim:misfit";
    return Stream.of(
        wrong("has text that does not parse", "sum += ", "sum += ) ", malformed, "k: line 5"),
        wrong("has no text", ScriptedCompiler.SOURCE, "", misfit, "k"),
        wrong("has no kernel of the name", "\"name\":\"k\"", "\"name\":\"other\"", misfit, "other"),
        wrong(
            "has too few arguments",
            ",{\"memory\":2}]",
            "]",
            misfit,
            "kernel k: expected 3 arguments, found 2"),
        wrong(
            "has too many arguments",
            "{\"memory\":2}]",
            "{\"memory\":2},{\"value\":1}]",
            misfit,
            "kernel k: expected 3 arguments, found 4"),
        wrong(
            "has a value for what is written",
            "[{\"memory\":0}",
            "[{\"value\":0}",
            misfit,
            "buffer 0 ('y'): expected a memory, found a value"),
        wrong(
            "begins within an element",
            "{\"memory\":2}",
            "{\"memory\":2,\"offset\":2}",
            misfit,
            "expected an offset that is a multiple of 4, found 2"),
        wrong(
            "launches too many threads",
            "\"threads\":[1,1,1]",
            "\"threads\":[2147483647,2147483647,2]",
            "sizes/bad/wrong-size-of-launch",
            "k"),
        wrong(
            "gives part of a memory that is too small",
            "{\"memory\":2}",
            "{\"memory\":2,\"size\":32}",
            "safety/bad/read-out-of-bounds",
            "w (buffer 2) at element 8 of 8"),
        wrong(
            "exchanges arguments",
            "[{\"memory\":0},{\"memory\":1}",
            "[{\"memory\":1},{\"memory\":0}",
            "safety/bad/unwritten-read",
            "x (buffer 1) at element 0 of 1"),
        wrong("writes nothing", "y[0] = sum;", "", "safety/bad/never-written", "4 bytes"),
        wrong("computes something else", "i < 9", "i < 8", "device/bad/sim", "direct has 9.0"),
        wrong("uses what is not known", "float sum", "double sum", "", "not supported: k: line 4"),
        new Way(
            "does not offer it",
            ScriptedCompiler.answering("\"unsupported\":\"windows\\u0007of 9\""),
            "",
            "not supported: windows of 9",
            1),
        new Way(
            "fails in a place",
            ScriptedCompiler.answering(
                "\"error\":\"cannot unroll\\naxis 3\",\"place\":\"src/kernel.py:412\""),
            "lowering/bad/fails-to-lower/kernel.py:412",
            "bad does not lower it: cannot unroll axis 3 (src/kernel.py:412)",
            1),
        new Way(
            "fails somewhere",
            ScriptedCompiler.answering("\"error\":\"no\""),
            "lowering/bad/fails-to-lower",
            "bad does not lower it: no",
            1));
  }

  @ParameterizedTest
  @MethodSource({"processes", "answers", "kernels"})
  void aWayToMisbehaveHasOneOutcome(Way way) {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    CaseReport report;
    try (ExternalCompiler compiler =
        ExternalCompiler.of(scripts.command(scripts.script(way.statements())), LIMITS)) {
      report = judge(compiler);
    }
    TreeMap<String, String> findings = new TreeMap<>();
    report.findings().forEach(f -> findings.put(f.signature().toString(), f.detail()));
    if (way.signature().isEmpty()) {
      assertEquals(Set.of(), findings.keySet());
      assertEquals("skipped", judgement(report, "device", BAD).verdict().label());
      assertContains(way.detail(), judgement(report, "device", BAD).verdict().detail());
    } else {
      assertEquals(Set.of(way.signature()), findings.keySet(), () -> findings.toString());
      assertContains(way.detail(), findings.getOrDefault(way.signature(), ""));
    }
    findings.values().forEach(detail -> assertEquals(1, detail.lines().count(), detail));
    assertEquals(
        new Verdict.Holds("sim exactly; the text for all inputs"),
        judgement(report, "device", GOOD).verdict());
    assertEquals(way.starts(), scripts.starts());
  }

  private static Setting setting(ExternalCompiler compiler) {
    return new Setting(
        new CompilerChoice("sh compiler.sh", new TreeMap<>()),
        compiler.paths(),
        Set.of(),
        Target.APPLE,
        "sim");
  }

  private static CaseReport judge(ExternalCompiler compiler) {
    return new Oracle(compiler, setting(compiler)).judge(CASE, Target.APPLE);
  }

  private static Judgement judgement(CaseReport report, String assertion, LoweringPath path) {
    return report.judgements().stream()
        .filter(j -> j.assertion().equals(assertion) && j.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static void assertContains(String part, String whole) {
    assertTrue(whole.contains(part), () -> "expected '" + part + "' in: " + whole);
  }

  @Test
  void oneThatIsSilentIsStartedAnew() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String silent = scripts.script("read -r line").replace("*) printf", "*) read -r line ; printf");
    CompilerLimits limits = new CompilerLimits(LONG, SHORT, LONG, 1 << 16);
    try (ExternalCompiler compiler = ExternalCompiler.of(scripts.command(silent), limits)) {
      for (LoweringPath path : List.of(BAD, GOOD)) {
        assertEquals("the compiler was silent for 0 s", failure(compiler, path).getMessage());
        assertEquals("silent", failure(compiler, path).pass());
      }
    }
    assertEquals(2, scripts.starts());
  }

  private static LoweringException failure(ExternalCompiler compiler, LoweringPath path) {
    return assertThrows(
        LoweringException.class,
        () -> compiler.lower(CASE.convolution(), path, Set.of(), Target.APPLE));
  }

  @Test
  void aLineThatNobodyAskedForFailsTheNextCase() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String late = ScriptedCompiler.answering(ScriptedCompiler.ANSWER) + "; sleep 0; echo late";
    try (ExternalCompiler compiler =
        ExternalCompiler.of(scripts.command(scripts.script(late)), LIMITS)) {
      try {
        var _ = compiler.lower(CASE.convolution(), BAD, Set.of(), Target.APPLE);
        assertEquals("no-answer", failure(compiler, GOOD).pass());
      } catch (LoweringException e) {
        // Both lines came at once.
        assertEquals("the compiler wrote more than one line for a request", e.getMessage());
      }
    }
  }

  @Test
  void anEndlessLaunchIsGivenUp() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String endless = replaced("groups\":[1,1,1]", "groups\":[2147483647,1,1]");
    String script = scripts.script(ScriptedCompiler.answering(endless));
    CaseLimits limits = new CaseLimits(1_000_000, Duration.ofMinutes(10));
    try (ExternalCompiler compiler = ExternalCompiler.of(scripts.command(script), LIMITS);
        LimitedJudge judge =
            new LimitedJudge(new Oracle(compiler, setting(compiler)), setting(compiler), limits)) {
      Finding finding = judge.judge(CASE, Target.APPLE).findings().getFirst();
      assertEquals("limits/bad/over-work", finding.signature().toString());
      assertTrue(
          finding.detail().startsWith("given up after 1 million units of work"), finding.detail());
    }
  }

  @Test
  void memoriesHaveTheTypesOfMetal() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String answer =
        ScriptedCompiler.ANSWER
            .replace(
                "\"memories\":[",
                "\"memories\":[{\"name\":\"n\",\"dtype\":\"int32\",\"elements\":2,"
                    + "\"role\":\"constant\",\"contents\":\"AAAAAAkAAAA=\"},")
            .replace(
                "[{\"memory\":0},{\"memory\":1},{\"memory\":2}]",
                "[{\"memory\":1},{\"memory\":2},{\"memory\":3},{\"memory\":0,\"offset\":4}]")
            .replace("w [[buffer(2)]])", "w [[buffer(2)]], constant int& n [[buffer(3)]])")
            .replace("i < 9", "i < n");
    try (ExternalCompiler compiler =
        ExternalCompiler.of(
            scripts.command(scripts.script(ScriptedCompiler.answering(answer))), LIMITS)) {
      assertEquals(
          new Verdict.Holds("sim exactly"), judgement(judge(compiler), "device", BAD).verdict());
    }
  }

  @Test
  void oneThatGreetsInAnotherWayTheNextTimeIsNotTheSame() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String greeting =
        "starts=$(wc -l < '%s')\necho '%s' | sed s/scripted/scripted$((starts / 2))/"
            .formatted(folder.resolve("starts"), ScriptedCompiler.GREETING);
    try (ExternalCompiler compiler =
        ExternalCompiler.of(scripts.command(scripts.script(greeting, "exit 1")), LIMITS)) {
      assertEquals("scripted0", compiler.name());
      assertEquals("the compiler exited with 1", failure(compiler, BAD).getMessage());
      assertEquals(
          "the compiler greets in another way when it is started again",
          failure(compiler, GOOD).getMessage());
    }
  }

  @Test
  void whatIsInterruptedIsNotRemembered() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    String right = ScriptedCompiler.answering(ScriptedCompiler.ANSWER);
    try (ExternalCompiler compiler =
        ExternalCompiler.of(scripts.command(scripts.script(right)), LIMITS)) {
      Thread.currentThread().interrupt();
      assertThrows(
          CancellationException.class,
          () -> compiler.lower(CASE.convolution(), BAD, Set.of(), Target.APPLE));
      assertTrue(Thread.interrupted());
      assertEquals(
          1, compiler.lower(CASE.convolution(), BAD, Set.of(), Target.APPLE).kernels().size());
    }
    assertEquals(2, scripts.starts());
  }

  static Stream<Way> greetings() {
    String right = ScriptedCompiler.GREETING;
    return Stream.of(
        greeting("exits at once", "exit 0", "exited with 0"),
        greeting(
            "fails at once", "echo 'no module named x' >&2; exit 1", "exited with 1: no module"),
        greeting("ends within the greeting", "printf '{\"proto'; exit 0", "ended within a line"),
        greeting(
            "greets twice", "printf '%s\\n%s\\n' '" + right + "' x", "wrote more than one line"),
        said("speaks no JSON", "hello", "greeting: expected JSON, found a mistake"),
        said("speaks a list", "[]", "greeting: expected an object"),
        said(
            "speaks another protocol",
            right.replace("compiler", "device"),
            "expected protocol winofuzz-compiler, version 1, found winofuzz-device, version 1"),
        said(
            "speaks another version",
            right.replace(":1,", ":2,"),
            "found winofuzz-compiler, version 2"),
        said(
            "says more",
            right.replace("\"features\"", "\"future\":1,\"features\""),
            "unknown key 'future'"),
        said(
            "says no revision",
            right.replace("\"revision\":\"1\",", ""),
            "revision: expected text, found nothing"),
        said(
            "has no paths",
            right.replace("\"bad\",\"good\"", ""),
            "paths: expected some, each once"),
        said("has a path twice", right.replace("bad", "good"), "paths: expected some, each once"),
        said(
            "has a path of another spelling",
            right.replace("bad", "Bad!"),
            "paths: expected lower-case letters, digits and hyphens, found 'Bad!'"),
        said("has no name", right.replace("scripted", ""), "name: expected 1 to 64 letters"),
        said(
            "has a name that leads elsewhere",
            right.replace("scripted", "../../x"),
            "found '../../x'"),
        said("has no types", right.replace("\"float32\"", ""), "dtypes: expected some of"),
        said(
            "has a type of something else",
            right.replace("float32", "int32"),
            "dtypes[0]: expected float32"));
  }

  private static Way greeting(String name, String statements, String detail) {
    return new Way(name, statements, "", detail, 1);
  }

  private static Way said(String name, String line, String detail) {
    return greeting(name, "echo '" + line + "'", detail);
  }

  @ParameterizedTest
  @MethodSource("greetings")
  void oneThatDoesNotGreetIsAMistakeOfTheUser(Way way) {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    List<String> command = scripts.command(scripts.script(way.statements(), "exit 1"));
    BadInputException mistake =
        assertThrows(BadInputException.class, () -> ExternalCompiler.of(command, LIMITS));
    assertContains(way.detail(), String.valueOf(mistake.getMessage()));
    assertEquals(1, String.valueOf(mistake.getMessage()).lines().count());
  }

  @Test
  void oneThatIsSilentDoesNotGreet() {
    ScriptedCompiler scripts = new ScriptedCompiler(folder);
    List<String> command = scripts.command(scripts.script("read -r line", "exit 1"));
    CompilerLimits limits = new CompilerLimits(SHORT, LONG, LONG, 1 << 16);
    BadInputException mistake =
        assertThrows(BadInputException.class, () -> ExternalCompiler.of(command, limits));
    assertEquals(
        "expected a compiler that greets, found one that was silent for 0 s", mistake.getMessage());
  }

  @Test
  void oneThatIsNotThereCannotBeStarted() {
    BadInputException mistake =
        assertThrows(
            BadInputException.class,
            () -> ExternalCompiler.of(List.of(folder.resolve("none").toString()), LIMITS));
    assertEquals(
        "expected a compiler that can be started, found '%s'".formatted(folder.resolve("none")),
        mistake.getMessage());
  }
}
