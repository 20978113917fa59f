package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.fuzz.cli.Shell.Outcome;

/** {@code prove} of many shapes, over the compiler of this project. */
final class ProveCommandTest {
  @TempDir private Path folder;

  private Outcome prove(String line) {
    return new Shell(folder).command(("prove " + line).replace("$", folder.toString()).split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--json",
        "--up-to 5 --verify $/c.json",
        "--up-to 0",
        "--up-to 5 --axes 4",
        "--up-to 5 --jobs 0",
        "--up-to 5 --paths old,old",
        "--verify $/none.json",
        "--case cin=1,h=4,w=4,cout=2 --device host"
      })
  void mistakesAreOneLine(String line) {
    prove(line).assertMistake();
  }

  @Test
  void aCertificateIsMadeOnceAndChecked() throws IOException {
    Outcome made = prove("--up-to 5 --axes 1 --out $/c.json --json");
    assertEquals(0, made.status(), made.err());
    JsonNode result = made.json().get("result");
    assertEquals(result.get("shapes").asLong(), result.get("proven").asLong(), made.out());
    String written = Files.readString(folder.resolve("c.json"));

    prove("--up-to 5 --axes 1 --out $/c.json").assertMistake();
    prove("--verify $/c.json --sample 0%").assertMistake();
    Outcome checked = prove("--verify $/c.json --json");
    assertEquals(0, checked.status(), checked.err());
    assertEquals(result.get("shapes"), checked.json().get("checked"));
    assertEquals(result, checked.json().at("/certificate/result"));
    Outcome some = prove("--verify $/c.json --sample 50%");
    assertTrue(some.out().contains("all as the certificate says"), some.out());

    String first = written.replaceFirst("(\"digests\" : \")..", "$1zz");
    Files.writeString(folder.resolve("c.json"), first);
    Outcome changed = prove("--verify $/c.json");
    assertEquals(1, changed.status(), changed.err());
    assertTrue(changed.out().contains("1 are not as the certificate says; the first is batch=1"));
  }

  @Test
  void whatAPathCannotLowerIsRefuted() throws IOException {
    Outcome outcome = prove("--case cin=1,h=3,w=4,cout=1 --defects pad-order --out $/claims.json");
    assertEquals(1, outcome.status(), outcome.err());
    assertTrue(Files.readString(folder.resolve("claims.json")).contains("\"refuted\" : true"));
  }
}
