package winofuzz.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.compiler.Defect;
import winofuzz.compiler.Path;
import winofuzz.compiler.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.oracle.Evidence;
import winofuzz.fuzz.oracle.Setting;
import winofuzz.fuzz.oracle.Signature;
import winofuzz.ir.Stage;

final class FindingStoreTest {
  @TempDir java.nio.file.Path folder;

  private static Finding finding(int count) {
    return new Finding(
        new Signature("algebra", Path.HYBRID, "ranged"),
        new Evidence(Evidence.Concern.VALUES, "ranged", Stage.RANGED, "4 of 8 elements differ"),
        new Setting(List.of(Path.OLD, Path.HYBRID), Defect.published(), Target.APPLE_NOTC, "sim"),
        CaseText.parse("cin=3,h=8,w=8,cout=4,inputs=onehot:7"),
        CaseText.parse("cin=1,h=4,w=4,cout=2,pad=0/1/0/0"),
        true,
        count);
  }

  @Test
  void aFindingIsAFileThatSaysEverything() throws IOException {
    FindingStore store = new FindingStore(folder.resolve("new/folder"));
    store.keep(finding(17));
    JsonNode json = new ObjectMapper().readTree(store.file(finding(17)).toFile());
    assertEquals(FindingStore.FORMAT, json.get("format").asInt());
    assertEquals("algebra/hybrid/ranged", json.get("signature").asText());
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
    FindingStore store = new FindingStore(folder);
    store.keep(finding(1));
    store.keep(finding(2));
    JsonNode json = new ObjectMapper().readTree(store.file(finding(1)).toFile());
    assertEquals(2, json.get("count").asInt());
    try (Stream<java.nio.file.Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    store.drop(finding(2));
    assertFalse(Files.exists(store.file(finding(2))));
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldContents() throws IOException {
    java.nio.file.Path file = folder.resolve("a.json");
    Files.createDirectory(file);
    Files.writeString(file.resolve("inside"), "kept");
    assertThrows(IOException.class, () -> AtomicFiles.write(file, "new"));
    assertEquals("kept", Files.readString(file.resolve("inside")));
    try (Stream<java.nio.file.Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void anIdDependsOnTheSignatureAlone() {
    assertEquals(finding(1).id(), finding(2).id());
    assertEquals(12, finding(1).id().length());
    assertTrue(!new Signature("algebra", Path.NEW, "ranged").id().equals(finding(1).id()));
  }
}
