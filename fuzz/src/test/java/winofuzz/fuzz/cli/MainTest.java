package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.fuzz.cli.Shell.Outcome;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.bundle.Bundle;

/** The command line as its user sees it: words in, text and an exit status out. */
final class MainTest {
  private static final String DOUBLE_IT =
      """
      #include <metal_stdlib>
      using namespace metal;
      kernel void twice(device float* out, device float* in, uint3 g [[threadgroup_position_in_grid]]) {
        out[g.x] = in[g.x] * 2.0f;
      }
      """;

  @TempDir Path folder;

  private Outcome fuzz(String... words) {
    return new Shell(folder).fuzz(words);
  }

  private Outcome fuzz(CompilerUnderTest workbench, String... words) {
    return new Shell(folder).fuzz(workbench, words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "bogus | fuzz: expected one of run, merge, check, triage, report, gate, corpus, selftest,"
            + " compile, interpret, prove, equal, grid, lab, bench, exec, devices, device, watch, protocol,"
            + " bisect, explain, completion, man, found 'bogus'",
        "triage nosuch | fuzz triage: expected a case, or the id or file of a finding, found"
            + " 'nosuch'",
        "run --bogus | fuzz run: Unknown option: '--bogus'",
        "run --budget soon | fuzz run: Invalid value for option '--budget': expected a duration"
            + " such as 30s, 10m, 1h or PT30S, found 'soon'",
        "run --seed x | fuzz run: Invalid value for option '--seed': 'x' is not a long",
        "run --jobs 0 | fuzz run: --jobs: expected at least 1, found 0",
        "run --engine local[2] | fuzz run: --engine: expected Spark, which is not built here; mvn"
            + " -Pspark -DskipTests package in the folder of the project gets and builds it",
        "run --engine-option a=b | fuzz run: --engine-option: expected with --engine",
        "run --paths old,odd | fuzz run: Invalid value for option '--paths' (PATH): expected"
            + " direct, old, new, hybrid or matched, found 'odd'",
        "run --paths old,old | fuzz run: --paths: expected each path once, found one twice",
        "run --defects odd | fuzz run: --defects: expected none, published, pad-order, index-order"
            + " or ungated-reads, found 'odd'",
        "run --inputs odd | fuzz run: Invalid value for option '--inputs' (DOMAIN): expected real,"
            + " lattice, onehot, rounding, special or ones, found 'odd'",
        "run --target cuda | fuzz run: Invalid value for option '--target': expected apple or"
            + " apple-notc, found 'cuda'",
        "check | fuzz check: expected --case or --program, and not both",
        "check --case cin=1,h=2,w=4,cout=1 | fuzz check: case 'cin=1,h=2,w=4,cout=1': h: expected a"
            + " window no larger than the padded input, which is 2, found 3",
        "interpret --case cin=1,h=9999,w=9999,cout=1 --path old --stage linear --semantics exact |"
            + " fuzz interpret: case 'batch=1,cin=1,h=9999,w=9999,cout=1,pad=0,groups=1': expected"
            + " at most",
        "check --case cin=1,h=4,w=4,cout=1 --device tpu | fuzz check: --device: expected auto or"
            + " sim, which are here, found 'tpu'",
        "check --case cin=1,h=4,w=4,cout=1 --device cuda | fuzz check: --device: expected auto or"
            + " sim, which are here, found cuda, which is not here",
        "compile | fuzz compile: expected one of --case SPEC and --cases FILE",
        "compile --cases no/such/file | fuzz compile: no/such/file: expected a file, found none",
        "run --resume somewhere --target apple-notc | fuzz run: --target: expected without"
            + " --resume, which has its own",
        "interpret --case cin=1,h=4,w=4,cout=1 --semantics odd | fuzz interpret: Invalid value for"
            + " option '--semantics': expected exact, ieee, bound, magnitude or field, found 'odd'",
        "interpret --case cin=1,h=4,w=4,cout=1 --stage odd | fuzz interpret: Invalid value for"
            + " option '--stage': expected tensor, ranged, kernel, optimized, linear or metal,"
            + " found 'odd'",
        "interpret --case cin=1,h=4,w=4,cout=1 --repeat 0 | fuzz interpret: --repeat: expected at"
            + " least 1, found 0",
        "interpret --case cin=1,h=4,w=4,cout=1 --input no/such/file | fuzz interpret: no/such/file:"
            + " expected a file, found none",
        "exec | fuzz exec: Missing required parameter: 'BUNDLE'",
        "exec no/such/folder | fuzz exec: no/such/folder: expected a bundle's folder, found none",
        "grid --smallest 0 | fuzz grid: --smallest: expected at least 1 element, found 0",
        "grid --smallest 9 --paths old | fuzz grid: --smallest: expected two --paths, found 1",
        "grid --paths old,bogus | fuzz grid: ",
        "lab --device sim | fuzz lab: --device: expected one that runs kernels natively, found sim",
        "lab --device bogus | fuzz lab: --device: expected auto or sim, which are here, found"
            + " 'bogus'",
        "grid --sizes 0 | fuzz grid: --sizes: h: expected at least 1, found 0",
        "bench --threshold -1 | fuzz bench: --threshold: expected a percentage such as 20%, found"
            + " '-1'",
        "bench --rounds 0 | fuzz bench: --rounds: expected 1 to 10000, found 0",
        "bench --device sim | fuzz bench: --device: expected one that runs kernels natively, found"
            + " sim, which interprets them; host needs a C++ compiler on the path",
        "bench --device bogus | fuzz bench: --device: expected auto or sim, which are here, found"
            + " 'bogus'",
        "grid --sizes 24 --cases f | fuzz grid: expected one of --sizes and --cases, found both",
        "selftest --only pad-order,odd | fuzz selftest: --only: expected a name or a kind that"
            + " --list shows, found odd",
        "selftest --cases 0 | fuzz selftest: --cases: expected at least 1, found 0",
        "selftest --more -1 | fuzz selftest: --more: expected at least 0, found -1",
        "selftest --jobs 0 | fuzz selftest: --jobs: expected at least 1, found 0"
      })
  void aMistakeIsOneLineAndExitStatus2(String words, String message) {
    Outcome outcome = fuzz(words.split(" "));
    outcome.assertMistake();
    assertTrue(outcome.err().startsWith(message), outcome.err());
  }

  @Test
  void aSelfTestSaysHowADefectIsFound() throws IOException {
    Outcome outcome = fuzz("selftest", "--only", "input-transform-sign", "--more", "2", "--json");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode defect = outcome.json().path("defects").path(0);
    assertEquals("input-transform-sign", defect.path("name").asText());
    assertEquals("algebra", defect.path("assertion").asText());
    assertEquals("hybrid", defect.path("path").asText());
    assertTrue(defect.path("provenMinimal").asBoolean(), outcome.out());
    assertEquals(1, defect.path("findings").size(), outcome.out());
    assertTrue(defect.path("rightPlace").asBoolean(), outcome.out());
    assertTrue(defect.path("planted").asLong() > 0, outcome.out());
  }

  @Test
  void aSelfTestThatMissesADefectFails() {
    // The first case has no negative zero in it.
    Outcome outcome = fuzz("selftest", "--only", "negative-zero-lost", "--cases", "1");
    assertEquals(1, outcome.status(), outcome.err());
    assertTrue(outcome.out().contains("NOT FOUND"), outcome.out());
    assertTrue(
        outcome
            .out()
            .endsWith(
                """
                0 of 1 found, at case 0 in the median and 0 in the 90th percentile, after 0.0 seconds
                one finding each for 0, right place for 0, minimal and proven for 0
                """),
        outcome.out());
    // It is a defect all the same, and this shows it.
    assertTrue(outcome.out().contains(", shows on batch=1,cin=1"), outcome.out());
  }

  @Test
  void theDefectsOfASelfTestCanBeListed() {
    Outcome outcome = fuzz("selftest", "--list", "--only", "pad-order,barrier-missing");
    assertEquals(0, outcome.status());
    assertEquals(4, outcome.out().lines().count(), outcome.out());
  }

  @Test
  void theDefectsOfAKindCanBeListed() {
    Outcome outcome = fuzz("selftest", "--list", "--only", "pairs,pad-order");
    assertEquals(0, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.getFirst().startsWith("pad-order "), outcome.out());
    assertTrue(lines.size() > 2 && lines.stream().skip(2).anyMatch(l -> l.contains(" pairs ")));
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    Outcome outcome = fuzz();
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("run ") && outcome.err().contains("devices "), outcome.err());
    assertEquals(0, fuzz("run", "--help").status());
  }

  @Test
  void aMistakeInABatchIsAnErrorOfItsLine() throws IOException {
    Path file = folder.resolve("cases.jsonl");
    Files.writeString(
        file,
        """
        {"cin":1,"h":4,"w":4,"cout":1,"path":"odd"}
        {"cin":99999999999,"h":4,"w":4,"cout":1,"path":"old"}
        {"cin":1,"h":4,"w":4,"cout":1,"path":"old"}
        """);
    Outcome outcome = fuzz("compile", "--cases", file.toString(), "--json");
    assertEquals(2, outcome.status());
    List<String> lines = outcome.out().lines().toList();
    assertEquals(
        """
        {"case":null,"error":"cases.jsonl line 1: path: expected direct, old, new, hybrid or matched,\
         found 'odd'; did you mean 'old'?","kernels":[]}\
        """,
        lines.get(0));
    assertTrue(lines.get(1).contains("line 2: cin: expected"), lines.get(1));
    assertTrue(lines.get(2).contains("\"error\":null"), lines.get(2));
    assertEquals(3, lines.size());
    assertTrue(outcome.err().contains("fuzz compile: cases.jsonl line 1: path: expected direct"));
  }

  @Test
  void aCampaignFindsEachDefectOnceAndKeepsItInAFile() throws IOException {
    Path out = folder.resolve("found");
    Outcome outcome =
        fuzz("run", "--cases", "40", "--defects", "published", "--json", "--out", out.toString());
    assertEquals(1, outcome.status(), outcome.err());
    JsonNode json = outcome.json();
    assertEquals(40, json.get("cases").asInt());
    assertEquals(1, json.get("seed").asInt());
    List<String> ids = new ArrayList<>();
    TreeSet<String> signatures = new TreeSet<>();
    for (JsonNode finding : json.get("findings")) {
      ids.add(finding.get("id").asText() + ".json");
      signatures.add(finding.get("signature").asText());
      assertTrue(finding.get("provenMinimal").asBoolean());
      assertEquals(1, fuzz(finding.get("reproduce").asText().substring(9).split(" ")).status());
    }
    assertEquals(
        List.of(
            "algebra/hybrid/ranged/rewrite/reverse",
            "lowering/old/fails-to-lower",
            "safety/hybrid/read-out-of-bounds/rewrite/read"),
        List.copyOf(signatures));
    assertEquals("permuted", json.get("gridMismatches").get(0).get("class").asText());
    assertTrue(json.get("coverage").get("shapeClasses").asInt() > 10);
    assertEquals(7, json.get("coverage").get("rulesTotal").asInt());
    double lastShape = json.get("coverage").get("lastNewSeconds").get("shapeClasses").asDouble(-1);
    assertTrue(lastShape >= 0 && lastShape <= json.get("seconds").asDouble(), "at " + lastShape);
    try (Stream<Path> files = Files.list(out.resolve("findings"))) {
      assertEquals(
          ids.stream().sorted().toList(),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aCampaignThatFindsNothingExitsWith0() throws IOException {
    Outcome outcome = fuzz("run", "--cases", "20", "--seed", "3", "--jobs", "1");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().startsWith("20 cases in "), outcome.out());
    assertTrue(outcome.out().endsWith("No finding." + System.lineSeparator()), outcome.out());
    try (Stream<Path> files = Files.list(folder.resolve("reports/run-1/findings"))) {
      assertEquals(List.of(), files.toList());
    }
    Outcome again =
        fuzz("run", "--resume", folder.resolve("reports/run-1").toString(), "--cases", "25");
    assertEquals(0, again.status(), again.err());
    assertTrue(again.out().startsWith("25 cases in "), again.out());
  }

  @Test
  void aFolderThatTakesNoFindingsIsNamedBeforeACaseIsJudged() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "a file");
    Outcome outcome = fuzz("run", "--cases", "20", "--out", file.toString());
    assertEquals(2, outcome.status());
    assertEquals(
        "fuzz run: --out: expected a folder that takes files, found " + file,
        outcome.err().strip());
  }

  @Test
  void checkSaysWhatEachAssertionSays() throws IOException {
    String spec = "cin=1,h=4,w=4,cout=2,pad=1";
    Outcome agrees = fuzz("check", "--case", spec, "--json");
    assertEquals(0, agrees.status(), agrees.err());
    List<String> names = new ArrayList<>();
    agrees.json().get("assertions").forEach(a -> names.add(a.get("name").asText()));
    assertEquals(
        List.of(
            "fire", "sizes", "algebra", "lowering", "safety", "device", "precision", "cross-path"),
        names);
    Outcome differs = fuzz("check", "--case", spec, "--json", "--defects", "index-order");
    assertEquals(1, differs.status());
    JsonNode algebra = differs.json().get("assertions").get(2);
    assertEquals("violated", algebra.get("verdict").asText());
    assertEquals("holds", algebra.get("paths").get("old").get("verdict").asText());
    assertEquals("permuted", differs.json().get("grid").get("class").asText());
    Outcome text = fuzz("check", "--case", spec, "--defects", "index-order");
    assertTrue(text.out().contains("algebra    hybrid  violated"), text.out());
  }

  private double[] doubles(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] result = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(result);
    return result;
  }

  @Test
  void interpretGivesBoundsAfterTheValues() throws IOException {
    String words = "interpret --case cin=2,h=4,w=4,cout=1,pad=1 --path old --json --output ";
    Path exactFile = folder.resolve("exact.bin");
    Path boundFile = folder.resolve("bound.bin");
    Outcome exact =
        fuzz(new BuiltinCompiler(), (words + exactFile + " --semantics exact").split(" "));
    Outcome bound =
        fuzz(new BuiltinCompiler(), (words + boundFile + " --semantics bound").split(" "));
    assertEquals(0, exact.status(), exact.err());
    assertEquals(0, bound.status(), bound.err());
    assertTrue(
        exact.json().get("arithmetic").asText().matches("scaled-integers|big-integers"),
        exact.out());
    assertEquals("bounded-ieee", bound.json().get("arithmetic").asText());
    double[] wanted = doubles(exactFile);
    double[] found = doubles(boundFile);
    assertEquals(2 * wanted.length, found.length);
    double largest = 0;
    double magnitude = 0;
    for (int i = 0; i < wanted.length; i++) {
      double allowed = found[wanted.length + i];
      // The exact value itself was rounded to a double.
      assertEquals(wanted[i], found[i], allowed + Math.ulp(wanted[i]));
      largest = Math.max(largest, allowed);
      magnitude = Math.max(magnitude, Math.abs(wanted[i]));
    }
    assertEquals(largest, bound.json().get("bounds").get("max").asDouble());
    assertTrue(largest > 0, "random reals round");
    assertTrue(largest < 1e-5 * magnitude, largest + " is much for values up to " + magnitude);
  }

  private Path bundle(String name, float expected, String source) {
    Path path = folder.resolve(name);
    Launch launch =
        new Launch(
            source,
            "twice",
            Extent.of(2, 1, 1),
            Extent.of(1, 1, 1),
            List.of(
                BufferArgument.out(0, ElementType.FLOAT32, 2),
                BufferArgument.in(1, Buffer.ofFloats(1.5f, 4))));
    new Bundle(launch, new TreeMap<>(Map.of(0, Buffer.ofFloats(3, expected))), 0).write(path);
    return path;
  }

  @Test
  void triageNamesThePassAndTheRule() throws IOException {
    Outcome outcome =
        fuzz(
            new BuiltinCompiler(),
            "triage",
            "cin=3,h=7,w=9,cout=4,pad=1",
            "--defects",
            "index-order",
            "--json");
    assertEquals(1, outcome.status(), outcome.err());
    JsonNode symptom = outcome.json().at("/symptoms/0");
    assertEquals("algebra/hybrid/ranged/winograd/winograd", symptom.at("/signature").asText());
    assertTrue(symptom.at("/provenMinimal").asBoolean(), outcome.out());
    assertEquals("ranged", symptom.at("/culprit/stage").asText(), outcome.out());
    assertEquals("winograd", symptom.at("/culprit/rule").asText(), outcome.out());
  }

  @Test
  void execComparesWhatKernelsWrite() throws IOException {
    String right = bundle("right", 8, DOUBLE_IT).toString();
    String wrong = bundle("wrong", 9, DOUBLE_IT).toString();
    Outcome passed = fuzz("exec", "--check", right);
    assertEquals(0, passed.status(), passed.err());
    assertTrue(passed.out().endsWith("1 passed, 0 failed" + System.lineSeparator()), passed.out());
    Outcome failed = fuzz("exec", "--check", right, wrong, "--out", folder.resolve("o").toString());
    assertEquals(1, failed.status());
    assertTrue(failed.out().contains("expected 9.0, got 8.0"), failed.out());
    assertEquals(8, Files.size(folder.resolve("o/wrong/out0.bin")));
    Outcome json = fuzz("exec", "--check", "--json", wrong);
    assertFalse(json.json().get("passed").asBoolean());
  }

  @Test
  void execShowsWarningsAndPasses() {
    String same = DOUBLE_IT.replace("out[g.x] = ", "out[0] = 3.0f; out[1] = 8.0f; float x = ");
    Outcome outcome =
        fuzz("exec", "--check", "--device", "sim", bundle("same", 8, same).toString());
    assertEquals(0, outcome.status(), outcome.out() + outcome.err());
    assertTrue(outcome.out().contains("passed; warning: kernel twice, line 4"), outcome.out());
    assertTrue(outcome.out().contains("values are equal"), outcome.out());
  }

  @Test
  void aMalformedKernelIsNamedByLine() {
    Path broken = bundle("broken", 8, DOUBLE_IT.replace("* 2.0f;", "* ;"));
    Outcome outcome = fuzz("exec", broken.toString());
    assertEquals(2, outcome.status());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("line 4"), outcome.err());
  }

  @Test
  void devicesAreListedWithTheirArithmetic() throws IOException {
    Outcome outcome = fuzz("devices", "--json");
    assertEquals(0, outcome.status(), outcome.err());
    JsonNode sim = outcome.json().get(0);
    assertEquals("sim", sim.get("name").asText());
    assertFalse(sim.get("contract").asBoolean());
    assertEquals(0, sim.get("flushed").size());
    assertEquals("rounded left fold", sim.get("matrices").asText());
    assertEquals(
        List.of(
            "device  denormals             a * b + c     fma           8x8 matrices",
            "sim     kept                  rounds twice  rounds once   rounded left fold"),
        fuzz("devices").out().lines().limit(2).toList());
  }
}
