package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.external.ProtocolVerdict.Outcome;

/** What {@code protocol check} says of compilers that do not keep the protocol. */
final class ProtocolCheckTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final CompilerLimits LIMITS = new CompilerLimits(LONG, LONG, LONG, 1 << 16);
  private static final String RIGHT = ScriptedCompiler.answering(ScriptedCompiler.ANSWER);
  private static final String REFUSING =
      "case $line in *dance*) "
          + ScriptedCompiler.answering("\"error\":\"no such request\"")
          + "; continue ;; esac\n";

  @TempDir private Path folder;

  private List<ProtocolVerdict> check(String script, CompilerLimits limits) {
    List<String> command = new ScriptedCompiler(folder).command(script);
    return ProtocolCheck.of(command, limits, DeviceList.get("sim"), name -> {});
  }

  /** A script that keeps the protocol, but for some statements. */
  private String script(String statements) {
    return new ScriptedCompiler(folder)
        .script(statements)
        .replace("  case $line", "  " + REFUSING + "  case $line");
  }

  private static ProtocolVerdict verdict(List<ProtocolVerdict> verdicts, String check) {
    return verdicts.stream().filter(v -> v.check().equals(check)).findFirst().orElseThrow();
  }

  private static List<String> failing(List<ProtocolVerdict> verdicts) {
    return verdicts.stream()
        .filter(v -> v.outcome() == Outcome.FAILS)
        .map(v -> v.check() + ": " + v.detail())
        .toList();
  }

  @Test
  void oneThatKeepsTheProtocolHasNoFailure() {
    List<ProtocolVerdict> verdicts = check(script(RIGHT), LIMITS);
    assertEquals(List.of(), failing(verdicts));
    assertEquals(
        "scripted 1 with paths bad, good for float32", verdict(verdicts, "greeting").detail());
    assertEquals(
        new ProtocolVerdict("bad cin=1,h=3,w=3,cout=1,dtype=float32", Outcome.HOLDS, "1 kernels"),
        verdict(verdicts, "bad cin=1,h=3,w=3,cout=1,dtype=float32"));
    assertEquals(
        new ProtocolVerdict(
            "good cin=2,w=6,cout=2,kernel=3,dtype=float32",
            Outcome.UNKNOWN,
            "it does not offer: other cases"),
        verdict(verdicts, "good cin=2,w=6,cout=2,kernel=3,dtype=float32"));
    assertTrue(verdicts.stream().noneMatch(v -> v.check().contains("float16")));
    assertEquals("it ends, with exit status 0", verdict(verdicts, "the end of its input").detail());
  }

  @Test
  void oneThatSaysThatItGivesGraphsMustLowerWhenItIsAsked() {
    String failing =
        "case $line in *'\"tell\":[\"stages\"]'*) %s; continue ;; esac"
            .formatted(ScriptedCompiler.answering("\"error\":\"no graphs\""));
    String script =
        script(RIGHT)
            .replace("\"features\":[]", "\"features\":[\"stages\"]")
            .replace("  case $line", "  " + failing + "\n  case $line");
    assertEquals(
        List.of("the graphs of its stages: it does not lower when it is asked: no graphs"),
        failing(check(script, LIMITS)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("exit 3", "it exited with 3"),
        Arguments.of("echo hello", "it gave no answer: answer: expected JSON"),
        Arguments.of(answering("sum +=", "sum"), "malformed: k: line 5"),
        Arguments.of(
            answering("{\"memory\":1},", ""), "misfit: kernel k: expected 3 arguments, found 2"),
        Arguments.of(answering("i < 9", "i < 10"), "kernel k, line 5: read out of bounds: x"),
        Arguments.of(
            answering("[1,1,1]", "[0,1,1]"),
            "it gave no answer: answer: kernels[0].threadgroups: expected three numbers"));
  }

  private static String answering(String from, String to) {
    return ScriptedCompiler.answering(ScriptedCompiler.ANSWER.replace(from, to));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeFailsWhereItIsMadeAndNowhereElse(String statements, String detail) {
    List<String> failing = failing(check(script(statements), LIMITS));
    assertEquals(1, failing.size(), failing::toString);
    String expected = "bad cin=1,h=3,w=3,cout=1,dtype=float32: " + detail;
    assertTrue(failing.getFirst().startsWith(expected), failing::toString);
  }

  @Test
  void whatTheSimulatorDoesNotKnowIsNoFailure() {
    List<ProtocolVerdict> verdicts = check(script(answering("float sum", "double sum")), LIMITS);
    assertEquals(List.of(), failing(verdicts));
    assertEquals(
        Outcome.UNKNOWN, verdict(verdicts, "bad cin=1,h=3,w=3,cout=1,dtype=float32").outcome());
  }

  @Test
  void anAnswerThatDependsOnTheRequestsBeforeFails() {
    String changing = REFUSING + ScriptedCompiler.answering("\"unsupported\":\"'$id'\"");
    assertEquals(
        List.of(
            "bad twice the same: it answers the same request in two ways",
            "good twice the same: it answers the same request in two ways"),
        failing(check(new ScriptedCompiler(folder).always(changing), LIMITS)));
  }

  @Test
  void anUnknownRequestMustBeRefusedAndSurvived() {
    assertEquals(
        List.of("an unknown request: expected an error, found another answer"),
        failing(check(new ScriptedCompiler(folder).script(RIGHT), LIMITS)));
    assertEquals(
        List.of("an unknown request: it exited with 1: KeyError: dance"),
        failing(
            check(
                new ScriptedCompiler(folder)
                    .script(RIGHT)
                    .replace(
                        "  case $line",
                        "  case $line in *dance*) echo 'KeyError: dance' >&2; exit 1;; esac\n"
                            + "  case $line"),
                LIMITS)));
  }

  @Test
  void oneThatDoesNotEndFails() {
    CompilerLimits limits = new CompilerLimits(LONG, LONG, Duration.ofMillis(50), 1 << 16);
    String endless = script(RIGHT) + "exec tail -f /dev/null\n";
    assertEquals(
        List.of("the end of its input: it goes on for 0 s"), failing(check(endless, limits)));
  }

  @Test
  void oneThatDoesNotGreetFailsAndIsNotAsked() {
    List<ProtocolVerdict> verdicts = check("echo hello", LIMITS);
    assertEquals(1, verdicts.size());
    assertTrue(
        failing(verdicts)
            .getFirst()
            .startsWith("greeting: it does not greet: greeting: expected JSON"));
  }

  @Test
  void oneThatCannotBeStartedIsAMistakeOfTheUser() {
    assertThrows(
        BadInputException.class,
        () ->
            ProtocolCheck.of(
                List.of(folder.resolve("none").toString()),
                LIMITS,
                DeviceList.get("sim"),
                name -> {}));
  }
}
