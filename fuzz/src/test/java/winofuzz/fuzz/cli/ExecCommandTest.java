package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code exec}: findings, what is not supported and mistakes are told apart, bundle by bundle. */
final class ExecCommandTest {

  private static final String LAUNCH =
      """
      {"kernel":"k","source":"kernel.metal","threadgroups":[1,1,1],"threads_per_threadgroup":[8,1,1],
       "buffers":[{"index":0,"type":"float32","length":8,"role":"out"}]}
      """;

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void home() {
    shell = new Shell(folder);
  }

  private String bundle(String name, String launch, String statements) throws IOException {
    Path bundle = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        bundle.resolve("kernel.metal"),
        "kernel void k(device float* o, uint t [[thread_position_in_grid]]) {\n%s\n}\n"
            .formatted(statements));
    Files.writeString(bundle.resolve("launch.json"), launch);
    return bundle.toString();
  }

  private String bundle(String name, String statements) throws IOException {
    return bundle(name, LAUNCH, statements);
  }

  @Test
  void aBatchGoesOnAfterABadBundle() throws IOException {
    List<String> words = new ArrayList<>(List.of("exec", "--json"));
    words.add(bundle("a-malformed", "o[t] = ;"));
    words.add(folder.resolve("b-missing").toString());
    words.add(bundle("c-unsupported", "switch (t) { }"));
    words.add(bundle("d-right", "o[t] = 1.0f;"));
    words.add(bundle("e-kernel", LAUNCH.replace("\"k\"", "\"other\""), "o[t] = 1.0f;"));
    Shell.Outcome outcome = shell.fuzz(words.toArray(new String[0]));
    assertEquals(2, outcome.status(), outcome.err());
    List<String> verdicts = new ArrayList<>();
    for (String line : outcome.out().lines().toList()) {
      JsonNode document = new ObjectMapper().readTree(line);
      verdicts.add(document.get("outcome").asText());
      assertEquals(document.get("outcome").asText().equals("error"), document.has("error"));
      assertEquals(
          document.get("outcome").asText().equals("unsupported"), document.has("unsupported"));
    }
    assertEquals(List.of("error", "error", "unsupported", "passed", "error"), verdicts);

    words.remove("--json");
    words.add(bundle("f-wrong", "o[t + 1] = 1.0f;"));
    Shell.Outcome text = shell.fuzz(words.toArray(new String[0]));
    assertEquals(1, text.status());
    assertTrue(
        text.out().endsWith("1 passed, 1 failed, 1 not supported, 3 with an error\n"), text.out());
    assertEquals(3, text.err().lines().count(), text.err());
  }

  @Test
  void whatIsNotSupportedIsNoFinding() throws IOException {
    Shell.Outcome outcome = shell.fuzz("exec", "--check", bundle("s", "\ndouble x = 1.0;"));
    assertEquals(2, outcome.status());
    assertTrue(outcome.out().contains("line 3, column 1: the type 'double' is not supported"));
    assertFalse(outcome.out().contains("FAIL"), outcome.out());
  }

  @Test
  void everyViolationIsListedIfAskedFor() throws IOException {
    String wild = bundle("wild", "o[t + 8] = 1.0f;");
    String first = shell.fuzz("exec", wild).out();
    assertTrue(first.contains("element 8 of 8") && first.contains("and 15 more"), first);
    Shell.Outcome all = shell.fuzz("exec", "--all", wild);
    assertEquals(1, all.status());
    for (int i = 8; i < 16; i++) {
      assertTrue(
          all.out().contains("write out of bounds: o (buffer 0) at element " + i), all.out());
    }
    JsonNode json = shell.fuzz("exec", "--all", "--json", wild).json();
    assertEquals(16, json.get("violations").size());
  }

  @Test
  void timeIsLimited() throws IOException {
    String slow =
        bundle("slow", "float s = 0;\nfor (int i = 0; i < 2000000000; i++) { s += i; }\no[t] = s;");
    Shell.Outcome outcome = shell.fuzz("exec", "--time-limit", "100ms", slow);
    assertEquals(1, outcome.status());
    assertTrue(
        outcome.out().contains("still running after PT0.1S, in the loop of line 3"), outcome.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "length":8      | "length":5000000000   | "buffers[0].length": expected a whole number of at most 2147483647
          "length":8      | "length":8.5          | "buffers[0].length": expected a whole number of at most 2147483647
          "index":0       | "index":"zero"        | "buffers[0].index": expected a whole number of at most 2147483647
          "index":0       | "index":31            | buffer 31: expected an index from 0 to 30
          [8,1,1]         | [99999999999,1,1]     | "threads_per_threadgroup[0]": expected a whole number of at most 2147483647
          "kernel.metal"  | "kernel\\u0000.metal" | "kernel?.metal": expected the name of a file
          "kernel":"k"    | "colonel":"k"         | "colonel": expected no such key
          """)
  void aMistakeInALaunchIsOneLineInOurWords(String from, String to, String problem)
      throws IOException {
    Shell.Outcome outcome =
        shell.fuzz("exec", bundle("bad", LAUNCH.replace(from, to), "o[t] = 1.0f;"));
    outcome.assertMistake();
    assertTrue(outcome.err().contains(problem), outcome.err());
  }
}
