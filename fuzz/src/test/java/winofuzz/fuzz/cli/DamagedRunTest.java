package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/**
 * A run whose folder is damaged is not resumed as if it were not: one line says what is wrong, and
 * nothing in the folder is touched.
 */
final class DamagedRunTest {
  private static final int CASES = 12;

  @TempDir static Path good;
  @TempDir Path folder;

  private Outcome resume(String settings) {
    return new Shell(folder).line("run --resume $/run " + settings);
  }

  @BeforeAll
  static void aRunToDamage() {
    Outcome run =
        new Shell(good).line("run --cases " + CASES + " --defects index-order --out $/run");
    assertEquals(1, run.status(), run.err());
  }

  private Path run() throws Exception {
    return Tree.copy(good.resolve("run"), folder.resolve("run"));
  }

  @ParameterizedTest
  @Timeout(60)
  @CsvSource(
      delimiter = '|',
      value = {
        "run.json | gone",
        "run.json | empty",
        "run.json | brace",
        "run.json | list",
        "run.json | null",
        "run.json | binary",
        "run.json | zeros",
        "run.json | deep",
        "run.json | cut",
        "run.json | twice",
        "run.json | other-format",
        "run.json | no-format",
        "run.json | surprise",
        "run.json | folder",
        "run.json | pipe",
        "run.json | device",
        "run.json | dangling",
        "run.json | circle",
        "run.json | huge",
        "run.json | s/\"paths\" : \\[[^]]*\\]/\"paths\" : []/",
        "run.json | s/\"targets\" : \\[[^]]*\\]/\"targets\" : []/",
        "run.json | s/\"inputs\" : \\[[^]]*\\]/\"inputs\" : []/",
        "run.json | s/\"old\", /\"hybrid\", /",
        "run.json | s/\"old\"/\"odd\"/",
        "run.json | s/\"old\"/\"\"/",
        "run.json | s/\"device\" : \"sim\"/\"device\" : \"\"/",
        "run.json | s/\"device\" : \"sim\"/\"device\" : \"tpu\"/",
        "run.json | s/\"budgetMillis\" : /\"budgetMillis\" : -/",
        "run.json | s/\"budgetMillis\" : [0-9]+/\"budgetMillis\" : 9223372036854775807/",
        "run.json | s/\"mostCases\" : /\"mostCases\" : -/",
        "run.json | s/\"mostShrinkTries\" : /\"mostShrinkTries\" : -/",
        "run.json | s/\"mostShrinkTries\" : [0-9]+/\"mostShrinkTries\" : 99999999999/",
        "run.json | s/\"index-order\"/\"order\"/",
        "statistics.json | empty",
        "statistics.json | brace",
        "statistics.json | binary",
        "statistics.json | cut",
        "statistics.json | other-format",
        "statistics.json | folder",
        "statistics.json | pipe",
        "statistics.json | device",
        "statistics.json | dangling",
        "statistics.json | huge",
        "statistics.json | s/\"cases\" : /\"cases\" : -/",
        "statistics.json | s/\"cases\" : [0-9]+/\"cases\" : 9223372036854775807/",
        "statistics.json | s/\"cases\" : [0-9]+/\"cases\" : 1/",
        "statistics.json | s/\"kept\" : [0-9]+/\"kept\" : 12000/",
        "statistics.json | s/\"elapsedMillis\" : /\"elapsedMillis\" : -1/",
        "statistics.json | s/\"elapsedMillis\" : [0-9]+/\"elapsedMillis\" : 9223372036854775807/",
        "statistics.json | s/\"count\" : [0-9]+/\"count\" : -3/",
        "statistics.json | s/\"sightings\" : \\{/\"sightings\" : {\"0123456789ab\" : 3, /",
        "case | gone",
        "case | brace",
        "case | pipe",
        "case | huge",
        "case | s/\"number\" : /\"number\" : -1/",
        "case | s/\"h\" : [0-9]+/\"h\" : -4/",
        "finding | gone",
        "finding | brace",
        "finding | device",
        "finding | s/\"count\" : [0-9]+/\"count\" : 0/",
        "finding | s/\"paths\" : \\[[^]]*\\]/\"paths\" : []/",
        "run.lock | brace",
        "run.lock | pipe",
        "run.lock | folder",
        "cases | pipe-instead",
      })
  void itIsToldInOneLineAndNothingIsTouched(String name, String how) throws Exception {
    Path run = run();
    Path file = FileDamage.file(run, name);
    if (how.equals("pipe-instead")) {
      Tree.delete(file);
      Tree.pipe(file);
    } else {
      FileDamage.apply(how, file);
    }
    Map<String, String> before = Tree.contents(run);
    Outcome outcome = resume("--cases " + (CASES + 3));
    outcome.assertMistake();
    assertTrue(outcome.err().startsWith("fuzz run: "), outcome.err());
    assertTrue(outcome.err().matches("(?s).*(expected|unknown key) .*"), outcome.err());
    assertEquals(before, Tree.contents(run));
  }

  @Test
  void whatIsNoDamageIsResumed() throws Exception {
    Path run = run();
    Files.writeString(run.resolve("cases/.123-4.tmp"), "{");
    Files.writeString(run.resolve("cases/notes.txt"), "by hand");
    Files.writeString(run.resolve("run.lock"), "");
    Outcome outcome = resume("--cases " + (CASES + 3));
    assertEquals(1, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith(CASES + 3 + " cases in "), outcome.out());
    assertTrue(Files.exists(run.resolve("cases/notes.txt")));
  }

  @Test
  void withoutItsCountsItBeginsAnewAndFindsTheSame() throws Exception {
    Path run = run();
    Map<String, String> before = Tree.contents(run.resolve("findings"));
    Files.delete(run.resolve("statistics.json"));
    assertEquals(1, resume("").status());
    assertEquals(before, Tree.contents(run.resolve("findings")));
  }

  @Test
  void itGoesOnWithoutWhatIsDamagedIfItIsAskedTo() throws Exception {
    Path run = run();
    Path damaged = FileDamage.file(run, "case");
    FileDamage.apply("brace", damaged);
    FileDamage.apply("brace", run.resolve("statistics.json"));
    Outcome outcome = resume("--cases " + (CASES + 3) + " --force");
    assertEquals(1, outcome.status(), outcome.err());
    assertEquals(
        "{", Files.readString(run.resolve("damaged").resolve(damaged.getFileName().toString())));
    assertTrue(Files.exists(run.resolve("damaged/statistics.json")));
    assertEquals(1, resume("--cases " + (CASES + 4)).status());
  }
}
