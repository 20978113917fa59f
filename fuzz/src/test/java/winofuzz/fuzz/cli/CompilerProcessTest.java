package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.external.ScriptedCompiler;

/** {@code --compiler COMMAND}: campaigns over processes that do as they like. */
final class CompilerProcessTest {
  private static final String UNSUPPORTED =
      ScriptedCompiler.answering("\"unsupported\":\"everything\"");

  @TempDir private Path folder;

  private Outcome fuzz(String script, String... words) {
    String command = String.join(" ", new ScriptedCompiler(folder).command(script));
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--compiler", command));
    return new Shell(folder).command(all.toArray(String[]::new));
  }

  private Outcome always(String statements, String words) {
    return fuzz(new ScriptedCompiler(folder).always(statements), words.split(" "));
  }

  private static List<String> signatures(Outcome outcome) throws IOException {
    List<String> result = new ArrayList<>();
    outcome.json().at("/findings").forEach(f -> result.add(f.get("signature").asText()));
    return result;
  }

  @Test
  void oneThatDiesNowAndThenIsFoundAndTheRunGoesOn() throws IOException {
    Outcome run =
        always(
            "[ $((id % 7)) = 0 ] && { echo 'out of luck' >&2; exit 3; }; " + UNSUPPORTED,
            "run --cases 20 --jobs 1 --json");
    assertEquals(1, run.status(), run.err());
    assertEquals(20, run.json().at("/cases").asInt(), run.out());
    assertTrue(signatures(run).contains("lowering/bad/fails-to-lower/exited"), run.out());
    assertTrue(
        run.json().at("/findings/0/detail").asText().endsWith("exited with 3: out of luck"),
        run.out());
  }

  @Test
  void whatIsNotOfferedIsCountedAndNoFinding() throws IOException {
    Outcome run = always(UNSUPPORTED, "run --cases 20 --jobs 1");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("not supported: everything"), run.out());
  }

  @Test
  void whatIsNotOfferedIsToldOfInOneLine() throws IOException {
    Outcome compile = always(UNSUPPORTED, "compile --case cin=1,h=3,w=3,cout=1");
    assertEquals(new Outcome(2, "", "fuzz compile: not supported: everything\n"), compile);
    Path cases =
        Files.writeString(
            folder.resolve("cases"), "{\"batch\":1,\"cin\":1,\"h\":3,\"w\":3,\"cout\":1}\n");
    Outcome batch = always(UNSUPPORTED, "compile --cases " + cases);
    assertEquals(0, batch.status(), batch.err());
    assertEquals("not supported: everything", batch.json().get("error").asText());
    Outcome grid = always(UNSUPPORTED, "grid --sizes 8");
    assertEquals(0, grid.status(), grid.err());
    assertTrue(grid.out().contains("not supported: everything"), grid.out());
  }

  @Test
  void aPlaceInAFolderIsFoundAgain() throws IOException {
    String failing =
        ScriptedCompiler.answering("\"error\":\"no\",\"place\":\"/opt/x/lower.py:41\"");
    Outcome run = always(failing, "run --cases 5 --jobs 1 --paths good --json");
    assertEquals(List.of("lowering/good/fails-to-lower/lower.py:41"), signatures(run), run.err());
    JsonNode finding = run.json().at("/findings/0");
    assertTrue(finding.get("provenMinimal").asBoolean(), run.out());
    Outcome triage = always(failing, "triage --paths good --json " + finding.get("id").asText());
    assertEquals(1, triage.status(), triage.err());
    assertTrue(triage.out().contains("lowering/good/fails-to-lower/lower.py:41"), triage.out());
  }

  @Test
  void aRunGoesOnWithTheCompilerThatItBeganWith() throws IOException {
    Outcome run = always(UNSUPPORTED, "run --cases 5 --jobs 1");
    assertEquals(0, run.status(), run.err());
    String reports = folder.resolve("reports").resolve("run-1").toString();
    Outcome again = always(UNSUPPORTED, "run --json --resume " + reports);
    assertEquals(0, again.status(), again.err());
    assertEquals(5, again.json().at("/cases").asInt());
    Outcome other = new Shell(folder).command("run", "--resume", reports);
    assertEquals(2, other.status());
    assertTrue(other.err().contains("expected --compiler 'sh " + folder), other.err());
    assertTrue(other.err().endsWith(", with which it was made\n"), other.err());
  }

  @Test
  void oneThatDoesNotGreetIsOneLine() {
    Outcome check = fuzz("exit 4", "check", "--case", ScriptedCompiler.CASE);
    assertEquals(
        new Outcome(
            2,
            "",
            "fuzz: --compiler: expected a compiler that greets, found one that exited with 4\n"),
        check);
  }

  @Test
  void whatIsKeptIsKeptForItsName() throws IOException {
    String right =
        new ScriptedCompiler(folder).script(ScriptedCompiler.answering(ScriptedCompiler.ANSWER));
    Outcome add = fuzz(right, "corpus", "add", ScriptedCompiler.CASE);
    assertEquals(0, add.status(), add.err());
    assertTrue(Files.isDirectory(folder.resolve("corpus/compilers/scripted")));
    Outcome gate = fuzz(right, "gate", "--cases", "3", "--jobs", "1");
    assertEquals(0, gate.status(), gate.err());
  }
}
