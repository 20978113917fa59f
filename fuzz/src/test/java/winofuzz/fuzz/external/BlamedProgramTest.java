package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.lowering.Culprit;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramJudge;
import winofuzz.metal.sim.SimDevice;

/** A compiler that is a shell script, and negates wrongly unless a rule is refused. */
final class BlamedProgramTest {
  private static final String SCRIPT =
      """
      lowered() {
        printf '{"id":%s,"memories":[' $id
        printf '{"name":"y","dtype":"int32","elements":1,"role":"output"},'
        printf '{"name":"a","dtype":"int32","elements":1,"role":"input"}'
        printf '],"kernels":[{"name":"k","source":"#include <metal_stdlib>\\\\n'
        printf 'kernel void k(device int* y, device int* a) { *(y+0) = %s; }",' "$1"
        printf '"threadgroups":[1,1,1],"threads":[1,1,1],'
        printf '"arguments":[{"memory":0},{"memory":1}]}]%s}\\n' "$2"
      }
      echo '{"protocol":"winofuzz-compiler","version":1,"name":"script","revision":"1",\
      "paths":["direct"],"dtypes":["float32"],"features":["programs","refuse","blame"]}'
      while read -r line; do
        id=${line#*:}; id=${id%%,*}
        case "$line" in
          *blame*) echo '{"id":'$id',"suspects":[{"rule":"a.py:1","pass":"fold","before":"-a",\
      "after":"~a","values":{"a":1},"left":"-1","right":"-2"}],"judged":1,"skipped":0}' ;;
          *a.py:1*) lowered '-a[0]' ',"rules":["a.py:2"]' ;;
          *) lowered '~a[0]' '' ;;
        esac
      done
      """;

  private static final String FINDING =
      """
      {"format":1,"symptom":"values","detail":"wrong","path":"direct","number":3,"count":2,
       "finished":true,"program":{"inputs":[{"name":"a","dtype":"int32","shape":[]}],
         "steps":[{"op":"neg","of":[0]}]},
       "values":[[1]]}
      """;

  @TempDir private Path folder;

  private ExternalCompiler compiler() throws IOException {
    Path script = Files.writeString(folder.resolve("compiler.sh"), SCRIPT);
    return ExternalCompiler.of(List.of("sh", script.toString()), CompilerLimits.USUAL);
  }

  private static ProgramJudge judge(ExternalCompiler compiler) {
    return new ProgramJudge(compiler, new SimDevice(), List.of(LoweringPath.DIRECT));
  }

  @Test
  void theRuleWithoutWhichItIsRightIsBlamed() throws IOException {
    ProgramFinding finding =
        ProgramFile.read(Files.writeString(folder.resolve("a.json"), FINDING)).finding();
    try (ExternalCompiler compiler = compiler()) {
      Culprit culprit =
          judge(compiler).culprit(finding.smallest(), LoweringPath.DIRECT).orElseThrow();
      assertEquals("a.py:1", culprit.blame().rule());
      assertEquals("values/neg", finding.signature());
      assertEquals("values/a.py:1", finding.blaming("a.py:1").signature());
      assertEquals(
          "1 of 1 elements differ; the first at 0: expected -1, found -2", culprit.evidence());
    }
  }
}
