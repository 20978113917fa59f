package winofuzz.fuzz.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.lowering.BegunLowering;
import winofuzz.fuzz.lowering.ContentHash;
import winofuzz.ir.NodeArena;

/** Lowerings that are begun end as the whole ones do, and those of one key end alike. */
final class BuiltinBegunTest {
  private final BuiltinCompiler compiler = new BuiltinCompiler();
  private final Map<ContentHash, BegunLowering.Kernels> ends = new HashMap<>();

  /** Lowers a shape on a path in an arena of its own, both ways, and returns the key. */
  private ContentHash key(String spec, LoweringPath path, Target target) {
    Convolution c = CaseText.parse(spec).convolution();
    BegunLowering.Kernels whole =
        NodeArena.call(() -> BegunLowering.Kernels.of(compiler.lower(c, path, Set.of(), target)));
    return NodeArena.call(
        () -> {
          BegunLowering begun = compiler.begin(c, path, Set.of(), target).orElseThrow();
          assertEquals(whole, begun.finish(), () -> path.label() + " of " + spec);
          BegunLowering.Kernels other = ends.putIfAbsent(begun.key(), whole);
          assertTrue(other == null || other.equals(whole), () -> path.label() + " of " + spec);
          return begun.key();
        });
  }

  @Test
  void pathsThatDoNotFireEndAlike() {
    String plain = "cin=2,h=3,w=4,cout=2,kernel=2x2";
    ContentHash direct = key(plain, LoweringPath.DIRECT, Target.APPLE);
    assertEquals(direct, key(plain, LoweringPath.OLD, Target.APPLE));
    assertEquals(direct, key(plain, LoweringPath.HYBRID, Target.APPLE));
    // The target and the passes that are still to come count.
    key(plain, LoweringPath.HYBRID, Target.APPLE_NOTC);
    key(plain, new LoweringPath("option-b"), Target.APPLE);
    assertEquals(3, ends.size());
  }

  @Test
  void shapesEndAlikeWhereTheirGraphsAreEqual() {
    ContentHash one = key("cin=1,h=1,w=4,cout=1,kernel=1x2", LoweringPath.OLD, Target.APPLE);
    // A dilation of a window of one element, and a stride of one output, change nothing.
    String other = "cin=1,h=1,w=4,cout=1,kernel=1x2,stride=2x1,dilation=3x1";
    assertEquals(one, key(other, LoweringPath.HYBRID, Target.APPLE));
    for (String spec :
        List.of(
            "cin=1,h=1,w=4,cout=1,kernel=1x2,dtype=float16",
            "cin=1,h=1,w=5,cout=1,kernel=1x2",
            "cin=1,h=1,w=4,cout=1,kernel=1x2,pad=0/1/0/0",
            "cin=1,h=4,w=4,cout=1,pad=1",
            "cin=1,h=4,w=4,cout=2,pad=1")) {
      for (LoweringPath path : List.of(LoweringPath.OLD, LoweringPath.HYBRID)) {
        assertTrue(!one.equals(key(spec, path, Target.APPLE)), () -> path.label() + " " + spec);
      }
    }
    // Three that no path rewrites, and two that both rewrite, each in its way.
    assertEquals(1 + 3 + 2 * 2, ends.size());
  }
}
