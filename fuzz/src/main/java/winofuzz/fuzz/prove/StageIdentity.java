package winofuzz.fuzz.prove;

import winofuzz.fuzz.lowering.LoweredCase;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.interpret.EvaluationException;
import winofuzz.interpret.NotPolynomialException;
import winofuzz.interpret.Semantics;
import winofuzz.interpret.Values.Residues;
import winofuzz.ir.Stage;
import winofuzz.number.NumericProfile;

/** Compares stages of a lowering with the convolution, for all inputs. */
public final class StageIdentity {
  private StageIdentity() {}

  /** Evaluates a stage at a point. */
  public static Identity of(LoweredCase lowered, Stage stage, FieldPoint point) {
    Residues found;
    try {
      found =
          (Residues)
              lowered
                  .evaluate(
                      stage,
                      Semantics.FIELD,
                      NumericProfile.STRICT,
                      point.activation(),
                      point.weight())
                  .output();
    } catch (UnsupportedCaseException e) {
      return new Identity.NotProven(String.valueOf(e.getMessage()));
    } catch (EvaluationException e) {
      String reason = String.valueOf(e.getMessage());
      return e.getCause() instanceof NotPolynomialException
          ? new Identity.NotProven(reason)
          : new Identity.NoValue(reason);
    }
    return Identity.of(point.expected(), found);
  }
}
