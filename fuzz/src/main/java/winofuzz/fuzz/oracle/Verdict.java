package winofuzz.fuzz.oracle;

import org.jspecify.annotations.Nullable;
import winofuzz.fuzz.finding.Symptom;

/** What an assertion says of one path of a case. */
public sealed interface Verdict {
  /** The name in results. */
  String label();

  /** One line that says more: evidence, reason, or what was compared. */
  String detail();

  /**
   * It holds.
   *
   * @param detail what was compared
   * @param distance how far what was compared is apart; null where that was not asked
   */
  record Holds(String detail, @Nullable Distance distance) implements Verdict {
    /** It holds, and nothing is measured. */
    public Holds(String detail) {
      this(detail, null);
    }

    @Override
    public String label() {
      return "holds";
    }
  }

  /**
   * It holds, with something worth counting.
   *
   * @param remark what, in words that do not depend on the case, so that they can be counted
   * @param seen what was seen
   */
  record HoldsWithRemark(String remark, String seen) implements Verdict {
    @Override
    public String label() {
      return "holds";
    }

    @Override
    public String detail() {
      return remark + ": " + seen;
    }
  }

  /**
   * It does not.
   *
   * @param symptom how it shows
   * @param detail one line with values and places
   * @param isOnOtherInputs whether the inputs of the case hide it
   */
  record Violated(Symptom symptom, String detail, boolean isOnOtherInputs) implements Verdict {
    /** It shows on the inputs of the case. */
    public Violated(Symptom symptom, String detail) {
      this(symptom, detail, false);
    }

    /** It shows on other inputs. */
    static Violated onOtherInputs(Symptom symptom, String detail) {
      return new Violated(symptom, detail + ", for other inputs", true);
    }

    @Override
    public String label() {
      return "violated";
    }
  }

  /**
   * Nothing can be said.
   *
   * @param reason why not, in words that do not depend on the case, so that they can be counted
   */
  record Skipped(String reason) implements Verdict {
    @Override
    public String label() {
      return "skipped";
    }

    @Override
    public String detail() {
      return reason;
    }
  }
}
