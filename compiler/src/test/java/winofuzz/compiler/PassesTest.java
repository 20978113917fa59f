package winofuzz.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import winofuzz.compiler.rewrite.PassLog;
import winofuzz.convolution.Convolution;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.Stage;
import winofuzz.ir.Verifier;

/** What every pass leaves is well formed. */
class PassesTest {
  @Property(tries = 60)
  void everyPassLeavesAGraphOfItsForm(
      @ForAll("convolutions") Convolution c, @ForAll LoweringPath path, @ForAll Target target) {
    Compilation compilation =
        ScopedValue.where(PassLog.CURRENT, verifying())
            .call(() -> Compiler.compile(c, path, Set.of(), target));
    for (Stage stage : compilation.stages()) {
      Verifier.verify(compilation.program(stage));
    }
  }

  @Provide
  Arbitrary<Convolution> convolutions() {
    return StagesTest.convolutions();
  }

  @Test
  void theLogSeesEveryPass() {
    Set<String> names = new HashSet<>();
    PassLog log =
        (pass, before, after) -> {
          names.add(pass.name());
          return after;
        };
    ScopedValue.where(PassLog.CURRENT, log)
        .run(
            () ->
                Compiler.compile(
                    Convolution.of(1, 2, 6, 6, 2, 1, 1),
                    LoweringPath.HYBRID,
                    Set.of(),
                    Target.APPLE));
    assertEquals(17, names.size(), names::toString);
    assertTrue(names.contains("lane expansion"), names::toString);
  }

  private static PassLog verifying() {
    return (pass, before, after) -> {
      try {
        if (pass.form() == null) {
          Verifier.verifyBetweenStages(after);
        } else {
          Verifier.verify(after, pass.form());
        }
      } catch (InvalidGraphException e) {
        throw new AssertionError("after " + pass.name() + ": " + e.getMessage(), e);
      }
      return after;
    };
  }
}
