package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/** What is left of standard error where no progress is asked for. */
final class QuietTest {
  @TempDir Path folder;

  private Outcome fuzz(String line) {
    return new Shell(folder).line(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --quiet --cases 12 --defects index-order --out $/out",
        "run -q --cases 12 --defects index-order --out $/out",
        "-q run --cases 12 --defects index-order --out $/out",
      })
  void aRunIsSilentBesideItsResult(String line) {
    Outcome quiet = fuzz(line);
    assertEquals(1, quiet.status(), quiet.err());
    assertEquals("", quiet.err());
    Outcome loud = fuzz(line.replaceAll("--?q(uiet)? ", "").replace("/out", "/other"));
    assertTrue(loud.err().startsWith("found      "), loud.err());
    assertTrue(loud.err().contains("\nkept in    "), loud.err());
    assertEquals(withoutTimes(loud.out()), withoutTimes(quiet.out()));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9.]+ s\\b", "T").replaceAll("\\([0-9.]+ a second\\)", "R");
  }

  @Test
  void commandsOfCommandsAreSilent() {
    assertEquals(0, fuzz("corpus add -q cin=1,h=4,w=4,cout=2 --corpus $").status());
    Outcome verified = fuzz("corpus verify --quiet --corpus $");
    assertEquals(0, verified.status(), verified.err());
    assertEquals("", verified.err());
    Outcome gate = fuzz("gate -q --corpus $ --cases 4 --update");
    assertEquals(0, gate.status(), gate.err());
    assertEquals("", gate.err());
  }

  @Test
  void mistakesAreTold() {
    fuzz("run --quiet --cases 0 --seed no").assertMistake();
    Outcome triage = fuzz("triage --quiet nothing");
    assertEquals(2, triage.status());
    assertEquals(1, triage.err().lines().count(), triage.err());
  }
}
