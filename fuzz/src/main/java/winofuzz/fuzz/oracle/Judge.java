package winofuzz.fuzz.oracle;

import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.oracle.CaseReport.Symptom;

/** Says of cases what holds of them. Any number of threads may ask at once. */
public interface Judge {

  /** All that the assertions say of a case. */
  CaseReport judge(ConvCase c, Target target);

  /**
   * Whether a case shows a bug again; does no more work than it takes to tell.
   *
   * @param symptom what the bug looked like
   */
  boolean shows(ConvCase c, Target target, Symptom symptom);
}
