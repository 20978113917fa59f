package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;

/** {@code grid} over the compiler of this project. */
class GridCommandTest {
  private static final String CASE = "cin=3,h=10,w=10,cout=4,pad=1";

  @TempDir private Path folder;

  private Outcome grid(String... words) {
    String[] line = new String[words.length + 1];
    line[0] = "grid";
    System.arraycopy(words, 0, line, 1, words.length);
    return new Shell(folder).command(line);
  }

  @Test
  void accessesAreToldWhereTheyAreAskedFor() throws IOException {
    JsonNode without = grid("--case", CASE, "--json").json().get(0).get("kernels").get(0);
    assertFalse(without.has("accesses"), without::toString);
    assertEquals("w", without.get("buffers").get(1).get("name").asText());

    JsonNode kernel =
        grid("--case", CASE, "--json", "--accesses").json().get(0).get("kernels").get(0);
    long stored = 0;
    for (JsonNode access : kernel.get("accesses")) {
      if (access.get("direction").asText().equals("store")) {
        stored += access.get("needed").asLong();
      }
    }
    assertEquals(4 * kernel.get("buffers").get(0).get("elements").asLong(), stored);
  }

  @Test
  void picturesAreWrittenInAFolder() throws IOException {
    Path pictures = folder.resolve("pictures");
    Outcome outcome = grid("--case", CASE, "--svg", pictures.toString());
    assertEquals(0, outcome.status(), outcome.err());
    Path picture = pictures.resolve("batch-1_cin-3_h-10_w-10_cout-4_pad-1_groups-1.svg");
    assertTrue(Files.readString(picture).startsWith("<svg "), outcome.err());
  }

  @Test
  void severalCasesAreCountedByClass() {
    Outcome outcome = grid("--sizes", "24,40", "--paths", "old,matched", "--markdown");
    assertTrue(outcome.out().contains("| matched | 2 | 0 | 0 | 0 | 0 | 0 |"), outcome.out());
  }

  @Test
  void aBrokenLineIsToldAndTheRestGoesOn() throws IOException {
    Path cases = folder.resolve("cases.jsonl");
    Files.writeString(cases, "{\"cin\":oops}\n{\"cin\":1,\"h\":4,\"w\":4,\"cout\":1}\n");
    Outcome outcome = grid("--cases", cases.toString());
    assertEquals(2, outcome.status());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("line 1"), outcome.err());
    assertTrue(outcome.out().startsWith("batch=1,cin=1,h=4,w=4"), outcome.out());
  }
}
