package winofuzz.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.coverage.Feature;
import winofuzz.fuzz.files.AtomicFiles;
import winofuzz.fuzz.finding.Blame;
import winofuzz.fuzz.finding.Finding;
import winofuzz.fuzz.finding.Signature;
import winofuzz.fuzz.finding.Symptom;

final class CaseFolderTest {
  @TempDir Path folder;

  private static Finding finding(int count) {
    return new Finding(
        new Signature(
            "algebra",
            LoweringPath.HYBRID,
            Symptom.parse("ranged"),
            new Blame("winograd", "r0 / s1")),
        "4 of 8 elements differ",
        new Setting(
            List.of(LoweringPath.OLD, LoweringPath.HYBRID),
            Defect.published(),
            Target.APPLE_NOTC,
            "sim"),
        5,
        CaseText.parse("cin=3,h=8,w=8,cout=4,inputs=onehot:7"),
        CaseText.parse("cin=1,h=4,w=4,cout=2,pad=0/1/0/0"),
        Finding.Shrinking.PROVEN,
        count,
        new TreeSet<>(Set.of(new Signature("device", LoweringPath.HYBRID, Symptom.parse("sim")))),
        new TreeSet<>(Set.of("r0", "s1")),
        null,
        null);
  }

  private static KeptCase kept(String spec, long number) {
    return new KeptCase(
        CaseText.parse(spec),
        Target.APPLE,
        new TreeSet<>(Set.of(Feature.parse("rule:x + 0 -> x"), Feature.parse("grid:same 1 1"))),
        "run with seed 1",
        number);
  }

  private CaseFolder folder() {
    return new CaseFolder(folder);
  }

  @Test
  void aFindingIsAFileThatSaysEverything() throws IOException {
    CaseFolder store = new CaseFolder(folder.resolve("new/folder"));
    store.keep(finding(17));
    JsonNode json = new ObjectMapper().readTree(store.file(finding(17)).toFile());
    assertEquals(CaseFolder.FORMAT, json.get("format").asInt());
    assertEquals("algebra/hybrid/ranged/winograd/r0 / s1", json.get("signature").asText());
    assertEquals("ranged", json.get("stage").asText());
    assertEquals(4, json.get("minimal").get("h").asInt());
    assertEquals(46, json.get("minimalElements").asInt());
    assertEquals(17, json.get("count").asInt());
    assertEquals("onehot", json.get("case").get("inputs").get("domain").asText());
    assertEquals(
        "bin/fuzz check --case batch=1,cin=1,h=4,w=4,cout=2,pad=0/1/0/0,groups=1"
            + " --paths old,hybrid --defects published --target apple-notc",
        json.get("reproduce").asText());
  }

  @Test
  void foundAgainItReplacesItsFileAndLeavesNothingElse() throws IOException {
    folder().keep(finding(1));
    folder().keep(finding(2));
    assertEquals(List.of(finding(2)), folder().contents().findings());
    try (Stream<Path> files = Files.list(folder.resolve("findings"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void whatIsKeptIsReadAgain() throws IOException {
    Finding same =
        finding(3).sameAs(new Signature("algebra", LoweringPath.OLD, Symptom.parse("ranged")));
    folder().keep(same);
    KeptCase later = kept("cin=1,h=4,w=4,cout=1", 9);
    KeptCase earlier = kept("cin=2,w=9,cout=2,kernel=3,dtype=bfloat16,inputs=special:3", 2);
    folder().keep(later);
    folder().keep(earlier);
    assertEquals(List.of(same), folder().contents().findings());
    assertEquals(List.of(earlier, later), folder().contents().cases());
    folder().drop(later);
    assertEquals(List.of(earlier), folder().contents().cases());
    assertEquals(List.of(), folder().contents().damaged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"format\":2}", "{\"format\":1,\"case\":3}"})
  void aDamagedFileIsToldAndTheOthersAreRead(String contents) throws IOException {
    folder().keep(finding(1));
    folder().keep(kept("cin=1,h=4,w=4,cout=1", 1));
    Files.writeString(folder.resolve("cases/broken.json"), contents);
    Files.writeString(folder.resolve("findings/broken.json"), contents);
    FolderContents read = folder().contents();
    assertEquals(1, read.cases().size());
    assertEquals(1, read.findings().size());
    assertEquals(2, read.damaged().size(), read.toString());
    for (FolderContents.Damage damage : read.damaged()) {
      assertTrue(damage.message().startsWith(damage.file() + ": "), damage.message());
      assertEquals(contents, Files.readString(damage.file()), "it stays where it is");
      folder().setAside(damage.file());
    }
    assertEquals(contents, Files.readString(folder.resolve("damaged/broken.json")));
    assertEquals(contents, Files.readString(folder.resolve("damaged/broken.json.1")));
    assertFalse(Files.exists(folder.resolve("cases/broken.json")));
  }

  @Test
  void aFileUnderTheNameOfAnotherIsDamaged() throws IOException {
    folder().keep(kept("cin=1,h=4,w=4,cout=1", 1));
    Path file = folder().file(kept("cin=1,h=4,w=4,cout=1", 1));
    Files.copy(file, folder.resolve("cases/0123456789ab.json"));
    FolderContents read = folder().contents();
    assertEquals(1, read.cases().size());
    assertTrue(read.damaged().getFirst().message().contains("expected the name "), read + "");
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenIsClearedAway() throws IOException {
    folder().prepare();
    Path half = folder.resolve("cases/.abc.json123.tmp");
    Files.writeString(half, "{");
    folder().prepare();
    assertFalse(Files.exists(half));
    assertEquals(List.of(), folder().contents().cases());
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldContents() throws IOException {
    Path file = folder.resolve("a.json");
    Files.createDirectory(file);
    Files.writeString(file.resolve("inside"), "kept");
    assertThrows(IOException.class, () -> AtomicFiles.write(file, "new"));
    assertEquals("kept", Files.readString(file.resolve("inside")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void anIdDependsOnTheSignatureAlone() {
    assertEquals(finding(1).id(), finding(2).id());
    assertEquals(12, finding(1).id().length());
    assertTrue(
        !new Signature("algebra", LoweringPath.NEW, Symptom.parse("ranged"))
            .id()
            .equals(finding(1).id()));
  }
}
