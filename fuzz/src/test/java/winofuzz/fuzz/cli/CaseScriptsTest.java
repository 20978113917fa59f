package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.external.ScriptedCompiler;

/** A compiler shows in its own language what it makes of a case. */
final class CaseScriptsTest {
  private static final String CASE = ScriptedCompiler.CASE + ",inputs=ones:0";
  private static final String WRONG =
      ScriptedCompiler.answering(ScriptedCompiler.ANSWER.replace("y[0] = sum", "y[0] = -1"));
  private static final String SCRIPTS =
      ScriptedCompiler.GREETING.replace("\"features\":[]", "\"features\":[\"script\"]");

  @TempDir private Path folder;

  /** A compiler that is wrong on its path {@code bad} and answers a script with a text. */
  private Outcome fuzz(String text, String... words) {
    return run(writing(text, new ScriptedCompiler(folder).script(WRONG)), words);
  }

  /** Has a compiler answer a script with a text, and note that it was asked. */
  private String writing(String text, String script) {
    String answer = ScriptedCompiler.answering("\"script\":\"" + text + "\"");
    String writing =
        "case $line in *'\"do\":\"script\"'*) echo \"$line\" >> '%s'; %s; continue ;; esac"
            .formatted(folder.resolve("asked"), answer);
    return script
        .replace(ScriptedCompiler.GREETING, SCRIPTS)
        .replace("  id=${id%%,*}\n", "  id=${id%%,*}\n  " + writing + "\n");
  }

  private Outcome run(String script, String... words) {
    String command = String.join(" ", new ScriptedCompiler(folder).command(script));
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--compiler";
    all[words.length + 1] = command;
    return new Shell(folder).command(all);
  }

  @Test
  void theScriptOfTheViolatedPathIsTheResult() throws IOException {
    Outcome outcome =
        fuzz("one\\ntwo\\n", "check", "--case", CASE, "--paths", "good,bad", "--script");
    assertEquals(1, outcome.status(), outcome.err());
    assertEquals("one\ntwo\n", outcome.out());
    String asked = Files.readString(folder.resolve("asked"));
    assertTrue(asked.contains("\"path\":\"bad\""), asked);
    String ones = "[1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0]";
    assertTrue(
        asked.contains("\"values\":{\"x\":%s,\"w\":%s},\"tolerance\":0.0".formatted(ones, ones)),
        asked);
  }

  @Test
  void aRunKeepsTheScriptBesideItsFinding() throws IOException {
    String failing = ScriptedCompiler.answering("\"error\":\"no\"");
    Outcome outcome =
        run(
            writing("one\\n", new ScriptedCompiler(folder).always(failing)),
            ("run --cases 3 --jobs 1 --json --paths bad --out " + folder.resolve("run"))
                .split(" "));
    assertEquals(1, outcome.status(), outcome.err());
    String id = outcome.json().at("/findings/0/id").asText();
    assertEquals("one\n", Files.readString(folder.resolve("run/findings/" + id + ".py")));
  }

  @Test
  void aCompilerThatWritesNoneIsRefused() {
    run(new ScriptedCompiler(folder).script(WRONG), "check", "--case", CASE, "--script")
        .assertMistake();
    Outcome own = new Shell(folder).command("check", "--case", CASE, "--script");
    own.assertMistake();
    assertTrue(
        own.err().contains("--script: expected a compiler that writes scripts, found builtin"),
        own.err());
  }

  @Test
  void aLargeCaseHasNone() {
    Outcome outcome = fuzz("one", "check", "--case", "cin=64,h=9,w=9,cout=1", "--script");
    outcome.assertMistake();
    assertTrue(outcome.err().contains("expected a case of at most 4096 elements"), outcome.err());
  }

  @Test
  void whatIsNoTextIsNotShown() {
    Outcome outcome = fuzz("\\u001b[2J", "check", "--case", CASE, "--script");
    outcome.assertMistake();
    assertTrue(outcome.err().contains("script: expected a text"), outcome.err());
  }
}
