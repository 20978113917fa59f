package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.serve.Dialogue;
import winofuzz.fuzz.serve.SocketClient;

/** {@code device --serve}, and {@code watch}, which has a program use it. */
final class DeviceCommandTest {
  private static final String ALLOCATE = "{\"do\":\"allocate\",\"memory\":1,\"size\":8}";
  private static final String LAUNCH =
      "{\"do\":\"launch\",\"program\":1,\"kernel\":\"k\",\"threadgroups\":[1,1,1],"
          + "\"threads\":[1,1,1],\"arguments\":[{\"memory\":1}],\"note\":\"x.relu()\"}";

  @TempDir private Path folder;

  private static Dialogue launching(String statements) {
    String source = "kernel void k(device int* a) {\\n" + statements + "\\n}";
    return new Dialogue()
        .say("{\"do\":\"compile\",\"program\":1,\"source\":\"" + source + "\"}")
        .say(ALLOCATE)
        .say(LAUNCH)
        .say(LAUNCH);
  }

  private Outcome fuzz(InputStream in, String... words) {
    return new Shell(folder).fuzz(in, words);
  }

  private Outcome fuzz(String... words) {
    return fuzz(InputStream.nullInputStream(), words);
  }

  @Test
  void itServesOverStandardInputAndOutput() throws IOException {
    Outcome outcome = fuzz(launching("a[0] = 1;").stream(), "device", "--serve");
    assertEquals(0, outcome.status(), outcome.err());
    List<JsonNode> heard = new ArrayList<>();
    Dialogue.heard(outcome.out().getBytes(StandardCharsets.UTF_8))
        .forEach(m -> heard.add(m.json()));
    assertEquals(5, heard.size(), outcome.out());
    assertEquals("ran", heard.getLast().get("outcome").asText());
    assertEquals("", outcome.err());
  }

  @Test
  void aClientThatCannotBeUnderstoodIsOneLine() {
    Outcome outcome = fuzz(new Dialogue().say("hello").stream(), "device", "--serve");
    assertEquals(2, outcome.status());
    assertEquals(
        "fuzz device: request: expected JSON, found a mistake at line 1, column 6\n",
        outcome.err());
  }

  @Test
  void mistakesOfTheUserAreOneLine() throws IOException {
    assertEquals(
        "fuzz device: expected --serve; bin/fuzz devices lists the devices\n",
        fuzz("device").err());
    Path there = Files.createFile(folder.resolve("there"));
    assertEquals(
        new Outcome(
            2,
            "",
            "fuzz device: --socket: expected a file that is not there, found %s\n"
                .formatted(there)),
        fuzz("device", "--serve", "--socket", there.toString()));
    Outcome nowhere = fuzz("device", "--serve", "--socket", folder.resolve("no/socket").toString());
    assertEquals(3, nowhere.status());
    assertEquals(1, nowhere.err().lines().count(), nowhere.err());
    assertEquals(2, fuzz("device", "--serve", "--device", "abacus").status());
  }

  private Outcome watch(List<String> command, String... options) throws IOException {
    Files.createDirectories(folder.resolve("bridges").resolve("tinygrad"));
    List<String> words = new ArrayList<>(List.of("watch"));
    words.addAll(List.of(options));
    words.add("--");
    words.addAll(command);
    return fuzz(words.toArray(String[]::new));
  }

  private Outcome watch(Dialogue dialogue, int status, String... options) throws IOException {
    Path said = Files.write(folder.resolve("said"), dialogue.stream().readAllBytes());
    return watch(SocketClient.command(said, status), options);
  }

  @Test
  void aProgramWithoutFaultsAgrees() throws IOException {
    Outcome outcome = watch(launching("a[0] = 1;"), 0);
    assertEquals(
        new Outcome(0, "2 launches of 1 kernels: 0 faults, 0 warnings, 0 not run to the end\n", ""),
        outcome);
    assertEquals(0, watch(List.of("sh", "-c", "exit 0")).status());
  }

  @Test
  void aFaultIsAFindingWhateverTheProgramMakesOfIt() throws IOException {
    for (int status : new int[] {0, 5}) {
      Outcome outcome = watch(launching("a[0] = a[1];"), status);
      assertEquals(1, outcome.status(), outcome.err());
      assertEquals(
          """
          fault    kernel k, line 2: read of what was never written: a (buffer 0) at element 1 of \
          2, threadgroup (0, 0, 0), thread (0, 0, 0), in 2 launches
                   a[0] = a[1];
                   from x.relu()
          in all   1  read of what was never written
          2 launches of 1 kernels: 1 fault, 0 warnings, 0 not run to the end
          """,
          outcome.out());
    }
  }

  @Test
  void theResultIsADocumentToo() throws IOException {
    Outcome outcome = watch(launching("a[2] = 1;"), 5, "--json");
    assertEquals(1, outcome.status(), outcome.err());
    JsonNode json = outcome.json();
    assertEquals(5, json.get("status").asInt());
    assertEquals("write-out-of-bounds", json.at("/faults/0/first/kind").asText());
    assertEquals(2, json.at("/faults/0/launches").asInt());
    assertEquals("x.relu()", json.at("/faults/0/note").asText());
    Outcome says = watch(List.of("sh", "-c", "echo hello"), "--json");
    assertEquals(0, says.json().get("status").asInt());
  }

  @Test
  void whatDoesNotRunToItsEndIsCounted() throws IOException {
    Outcome outcome =
        watch(launching("a[0] = 1; while (a[0] > 0) { a[1] = 1; }"), 0, "--time-limit", "50ms");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("stopped  kernel k: still running after"), outcome.out());
    assertTrue(outcome.out().endsWith("2 not run to the end\n"), outcome.out());
  }

  @Test
  void aProgramThatFailsIsToldOfInOneLine() throws IOException {
    Outcome fails = watch(List.of("sh", "-c", "exit 3"));
    assertEquals(2, fails.status());
    assertEquals(
        "fuzz watch: expected a command that succeeds, found exit status 3 of sh\n", fails.err());
    Outcome missing = watch(List.of(folder.resolve("none").toString(), "x"));
    assertEquals(
        new Outcome(
            2,
            "",
            "fuzz watch: expected a command that can be run, found '%s'\n"
                .formatted(folder.resolve("none"))),
        missing);
    assertEquals(2, fuzz("watch").status());
  }

  @Test
  void theProgramSeesTheBridge() throws IOException {
    Path bridge = folder.resolve("bridges").resolve("tinygrad");
    String tests =
        "[ -S \"$WINOFUZZ_DEVICE\" ] && [ \"$WINOFUZZ_STRICT\" = 1 ] && case $PYTHONPATH in"
            + " '%s/site:%s'*) ;; *) exit 4;; esac".formatted(bridge, bridge);
    Outcome outcome = watch(List.of("sh", "-c", tests), "--strict");
    assertEquals(0, outcome.status(), outcome.err());
  }

  @Test
  void withoutTheBridgeNothingIsRun() {
    Outcome outcome = fuzz("watch", "--", "sh", "-c", "exit 0");
    assertEquals(3, outcome.status());
    assertEquals(
        "fuzz watch: %s: expected the bridge to tinygrad, found none\n"
            .formatted(folder.resolve("bridges").resolve("tinygrad")),
        outcome.err());
  }
}
