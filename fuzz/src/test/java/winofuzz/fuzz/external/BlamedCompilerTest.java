package winofuzz.fuzz.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.LoweredCase.StageFault;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/**
 * A compiler that is a shell script, and adds where it should multiply unless a rule is refused.
 */
final class BlamedCompilerTest {
  private static final Convolution PRODUCT =
      CaseText.parse("cin=1,h=1,w=1,cout=1,kernel=1").convolution();

  private static final String SCRIPT =
      """
      memory() { printf '{"name":"%s","dtype":"float32","elements":1,"role":"%s"}' $1 $2; }
      lowered() {
        printf '{"id":%s,"memories":[' $id
        memory y output; printf ,; memory x input; printf ,; memory w input
        printf '],"kernels":[{"name":"product","source":"#include <metal_stdlib>\\\\n'
        printf 'kernel void product(device float* y, device float* x, device float* w) {'
        printf '*(y+0) = ((*(x+0))%s(*(w+0)));}",' "$1"
        printf '"threadgroups":[1,1,1],"threads":[1,1,1],'
        printf '"arguments":[{"memory":0},{"memory":1},{"memory":2}]}],"winograd":false%s}\\n' "$2"
      }
      echo '{"protocol":"winofuzz-compiler","version":1,"name":"script","revision":"1",\
      "paths":["direct"],"dtypes":["float32"],"features":[FEATURES]}'
      while read -r line; do
        id=${line#*:}; id=${id%%,*}
        case "$line" in
          *blame*) echo '{"id":'$id',"suspects":[{"rule":"a.py:1","pass":"fold","before":"x * w",\
      "after":"x + w","values":{"x":2,"w":"3"},"left":"6","right":"5"}],"judged":1,"skipped":0}' ;;
          *a.py:1*) lowered '*' ',"rules":["a.py:2"]' ;;
          *) lowered + '' ;;
        esac
      done
      """;

  @TempDir private Path folder;

  private LoweredCase lowered(ExternalCompiler compiler) {
    return compiler.lower(PRODUCT, LoweringPath.DIRECT, Set.of(), Target.APPLE);
  }

  private ExternalCompiler compiler(String features) throws IOException {
    Path script = folder.resolve("compiler.sh");
    Files.writeString(script, SCRIPT.replace("FEATURES", features));
    return ExternalCompiler.of(List.of("sh", script.toString()), CompilerLimits.USUAL);
  }

  private static Values value(float value) {
    return Values.of(DType.FLOAT32, new float[] {value});
  }

  @Test
  void theRuleIsBlamedWithWhatItReplaced() throws IOException {
    try (ExternalCompiler compiler = compiler("\"refuse\",\"blame\"")) {
      LoweredCase lowered = lowered(compiler);
      var culprit =
          lowered.culprit(Set.of(StageFault.VALUE), value(2), value(3), value(6)).orElseThrow();
      assertEquals("a/a.py:1", culprit.blame().toString());
      var application = Objects.requireNonNull(culprit.application());
      assertEquals("x * w", application.before().toString());
      assertEquals("6 before, 5 after, where w = 3, x = 2", application.evidence());
      assertEquals(Set.of("a.py:1"), lowered.rulesFrom("a"));
      assertEquals(Set.of("a.py:2"), lowered.without("a.py:1").orElseThrow().rules());
    }
  }

  @Test
  void withoutTheFeaturesNothingIsAsked() throws IOException {
    try (ExternalCompiler compiler = compiler("")) {
      LoweredCase lowered = lowered(compiler);
      assertTrue(lowered.culprit(Set.of(StageFault.VALUE), value(2), value(3), value(6)).isEmpty());
      assertTrue(lowered.without("a.py:1").isEmpty());
      assertEquals(Set.of(), lowered.rulesFrom("a"));
    }
  }
}
