package winofuzz.fuzz.oracle;

import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.oracle.CaseReport.Symptom;

/**
 * Says what holds of cases. Any number of threads may ask at once. A thread that is interrupted
 * while it asks may get a {@link java.util.concurrent.CancellationException} instead of an answer.
 */
public interface Judge {

  /** What the assertions say of a case. */
  CaseReport judge(ConvCase c, Target target);

  /**
   * Whether a case shows a bug again; does no more work than it takes to tell.
   *
   * @param symptom what the bug looked like
   */
  Answer shows(ConvCase c, Target target, Symptom symptom);
}
