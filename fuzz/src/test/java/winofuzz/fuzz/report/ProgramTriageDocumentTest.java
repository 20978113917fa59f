package winofuzz.fuzz.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.CompiledKernel;
import winofuzz.convolution.Grid;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.lowering.LoweredCase.Fault;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramShrinker.End;
import winofuzz.fuzz.programs.campaign.ProgramShrinker.Shrunk;
import winofuzz.fuzz.programs.campaign.ProgramStory;
import winofuzz.fuzz.programs.campaign.ProgramVerdict;
import winofuzz.metal.Violation;

/** The story of a failing program. */
final class ProgramTriageDocumentTest {
  private static final String FINDING =
      """
      {"format":1,"symptom":"safety/read-out-of-bounds","detail":"element 3 of 3","path":"direct",
       "number":3,"count":2,"finished":true,
       "program":{"inputs":[{"name":"a","dtype":"int32","shape":[2]}],
         "steps":[{"op":"neg","of":[0]}]},
       "values":[[1,2]]}
      """;

  private static final Grid GRID =
      new Grid(
          Collections.nCopies(3, Grid.Dimension.ONE), Collections.nCopies(3, Grid.Dimension.ONE));

  @TempDir private Path folder;

  private String text(End end, String gaveUp) throws IOException {
    ProgramFinding finding =
        ProgramFile.read(Files.writeString(folder.resolve("a.json"), FINDING)).finding();
    ProgramVerdict.Wrong verdict =
        new ProgramVerdict.Wrong(finding.symptom(), finding.path(), 0, finding.detail());
    CompiledKernel kernel =
        new CompiledKernel("k", "one\ntwo\nthree\n", GRID, List.of(), List.of());
    ProgramStory story =
        new ProgramStory(
            List.of(kernel),
            List.of(new Fault(Violation.Kind.READ_OUT_OF_BOUNDS, "element 3 of 3", "k", 2, null)),
            List.of("-1", "7"));
    Shrunk shrunk = new Shrunk(finding.smallest(), verdict, end, 5, gaveUp);
    return ProgramTriageDocument.of(
            finding, CompilerChoice.BUILTIN, shrunk, story, Optional.empty())
        .text();
  }

  @Test
  void theGuiltyLineIsMarked() throws IOException {
    assertTrue(
        text(End.MINIMAL, "")
            .startsWith(
                """
                safety/read-out-of-bounds/neg
                  seen     element 3 of 3
                  minimal  1 step on 1 input of 2 elements
                           proven minimal: nothing that is one change smaller fails alike, \
                5 programs tried
                  expected -1 -2
                  found    -1 7
                  kernel   k
                     1  one
                >    2  two
                     3  three
                  script
                    from tinygrad import Tensor, dtypes
                """),
        text(End.MINIMAL, ""));
  }

  @Test
  void whyNothingIsProvenIsTold() throws IOException {
    assertTrue(text(End.MINIMAL, "casts").contains("not proven: gave up on casts\n"));
    assertTrue(text(End.OUT_OF_TRIES, "").contains("  minimal  1 step"));
    assertTrue(text(End.OUT_OF_TRIES, "").contains("not proven: out of tries\n"));
    assertEquals(1, text(End.STOPPED, "").lines().filter(l -> l.contains("so far 1 step")).count());
  }
}
