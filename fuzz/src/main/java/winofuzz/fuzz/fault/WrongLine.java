package winofuzz.fuzz.fault;

import java.util.Locale;
import winofuzz.ir.Formula;
import winofuzz.ir.Op;
import winofuzz.ir.UOp;

/**
 * The first line of a kernel's text that goes wrong, and the instruction that it was written for.
 *
 * @param kernel the name of the kernel
 * @param number of the line, from 1
 * @param text of the line, without leading blanks
 * @param manner what the line does wrongly
 * @param op the operation that goes wrong: that of the instruction, or of one that is written into
 *     the line
 * @param node the instruction as a formula
 * @param seen what is wrong, in a few words
 */
public record WrongLine(
    String kernel, int number, String text, Manner manner, Op op, String node, String seen) {
  /** How much of an instruction is shown, in characters. */
  private static final int SHOWN = 120;

  /** What a line does wrongly. */
  public enum Manner {
    /** The value read is not the one at the place that the instruction names. */
    READS,
    /** The value is right, and is not put at the place that the instruction names. */
    WRITES,
    /** What it is computed from is right, and the result is not. */
    COMPUTES,
    /** The loop has other turns than the instruction has. */
    REPEATS;

    /** Returns it in words: {@code reads wrongly}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT) + " wrongly";
    }
  }

  /** Returns the instruction of a line as a formula. */
  public static String formula(UOp node) {
    return Formula.of(node, SHOWN);
  }

  /** {@code line 12 of kernel r_4 computes wrongly: ...}, with the text and the instruction. */
  public String words() {
    return "line %d of kernel %s %s, \"%s\", written for %s: %s"
        .formatted(number, kernel, manner.words(), text, node, seen);
  }
}
