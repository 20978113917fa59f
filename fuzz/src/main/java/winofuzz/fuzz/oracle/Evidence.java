package winofuzz.fuzz.oracle;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import winofuzz.ir.Stage;

/**
 * What was seen where an assertion is violated.
 *
 * @param concern what kind of thing is wrong
 * @param symptom what tells one bug from another: a stage or a kind of fault; part of the signature
 * @param stage the stage at which it was seen first, null where there is none
 * @param detail one line with values and places
 */
public record Evidence(Concern concern, String symptom, @Nullable Stage stage, String detail) {

  /**
   * What is wrong. Of several violations on one path of one case that share a concern only the
   * first, in the order of the assertions, is a finding: the others follow from it.
   */
  public enum Concern {
    /** No program came out. */
    LOWERING,
    /** The rewrite was made where it should not be, or the other way round. */
    REWRITE,
    /** A value is wrong. */
    VALUES,
    /** Memory is used wrongly. */
    MEMORY,
    /** An engine broke while it was asked. */
    ENGINE,
    /** The case took more time or memory than it may. */
    LIMIT;

    /** The name in results. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A stage at which values are wrong. */
  static Evidence values(Stage stage, String detail) {
    return new Evidence(Concern.VALUES, stage.label(), stage, detail);
  }
}
