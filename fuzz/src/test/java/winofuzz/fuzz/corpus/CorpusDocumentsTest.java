package winofuzz.fuzz.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.json.Damages;
import winofuzz.fuzz.json.Golden;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;

final class CorpusDocumentsTest {
  @TempDir Path folder;

  private CaseFolder folder() {
    return new CaseFolder(folder);
  }

  @Test
  void aFindingHasAFormat() throws IOException {
    folder().keep(Samples.finding());
    Golden.assertMatches("finding.json", Files.readString(folder().file(Samples.finding())));
    assertEquals(Samples.finding(), CaseFolder.readFinding(folder().file(Samples.finding())));
  }

  @Test
  void aFindingWithoutAStageSaysSo() throws IOException {
    folder().keep(Samples.stageless());
    Golden.assertMatches(
        "finding-without-stage.json", Files.readString(folder().file(Samples.stageless())));
    assertEquals(Samples.stageless(), CaseFolder.readFinding(folder().file(Samples.stageless())));
  }

  @Test
  void aFindingOfAnotherCompilerNamesIt() throws IOException {
    folder().keep(Samples.ofOtherCompiler());
    Path file = folder().file(Samples.ofOtherCompiler());
    Golden.assertMatches("finding-of-other-compiler.json", Files.readString(file));
    assertEquals(Samples.ofOtherCompiler(), CaseFolder.readFinding(file));
    assertEquals(
        "bin/fuzz check --case "
            + Samples.finding().minimal()
            + " --compiler 'tinygrad:/t/x y' --path direct --path wino:WINO=1,BEAM=2",
        Samples.ofOtherCompiler().reproduce());
  }

  @Test
  void aKeptCaseHasAFormat() throws IOException {
    folder().keep(Samples.kept());
    Path file = folder().file(Samples.kept());
    Golden.assertMatches("kept-case.json", Files.readString(file));
    assertEquals(
        Samples.kept(),
        CaseFolder.readFile(file, KeptCaseDocument.class, KeptCaseDocument::toKept));
  }

  @Test
  void whatIsWrongWithAFindingIsOneLine() throws IOException {
    Golden.assertMatches(
        "finding-damages.txt",
        Damages.report(
            Json.line(FindingDocument.of(Samples.finding())),
            text ->
                Json.read(text, Damages.WHERE, FindingDocument.class, FindingDocument::toFinding)));
  }

  @Test
  void whatIsWrongWithAKeptCaseIsOneLine() throws IOException {
    Golden.assertMatches(
        "kept-case-damages.txt",
        Damages.report(
            Json.line(KeptCaseDocument.of(Samples.kept())),
            text ->
                Json.read(text, Damages.WHERE, KeptCaseDocument.class, KeptCaseDocument::toKept)));
  }
}
