package winofuzz.compiler;

import winofuzz.compiler.pass.Draft;
import winofuzz.compiler.pass.Pass;
import winofuzz.compiler.pass.PassObserver;
import winofuzz.ir.InvalidGraphException;
import winofuzz.ir.UOp;
import winofuzz.ir.Verifier;

/** Checks what each pass leaves against the constraints of the form that the pass states. */
final class VerifyingObserver implements PassObserver {
  @Override
  public Draft after(Pass pass, Draft before, Draft after) {
    try {
      if (pass.form() != null) {
        Verifier.verify(after.program(pass.form()));
      }
      for (UOp graph : after.graphs()) {
        verify(pass, graph);
      }
    } catch (InvalidGraphException e) {
      throw new AssertionError("after " + pass.name() + ": " + e.getMessage(), e);
    }
    return after;
  }

  private static void verify(Pass pass, UOp graph) {
    if (pass.form() == null) {
      Verifier.verifyBetweenStages(graph);
    } else {
      Verifier.verify(graph, pass.form());
    }
  }
}
