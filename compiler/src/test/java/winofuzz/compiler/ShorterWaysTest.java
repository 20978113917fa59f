package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import winofuzz.compiler.rewrite.RewriteLog;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.Target;

/** What is remembered or computed directly where nobody watches is what the rules make of it. */
class ShorterWaysTest {
  private static final RewriteLog SEES_ALL = (pass, rule, before, after) -> true;

  private static Compilation compile(BuiltinPath path) {
    return Compiler.compile(
        Convolution.of(1, 4, 11, 9, 3, 1, 1), path.path(), Set.of(), Target.APPLE);
  }

  @ParameterizedTest
  @EnumSource(BuiltinPath.class)
  void theRulesAloneGiveTheSameKernels(BuiltinPath path) {
    Compilation byRules = ScopedValue.where(RewriteLog.CURRENT, SEES_ALL).call(() -> compile(path));
    assertEquals(byRules.kernels(), compile(path).kernels());
  }
}
