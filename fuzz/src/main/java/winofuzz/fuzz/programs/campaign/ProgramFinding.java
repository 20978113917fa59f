package winofuzz.fuzz.programs.campaign;

import java.util.ArrayList;
import java.util.List;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.ShortHash;
import winofuzz.fuzz.programs.ProgramInterpreter;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.TensorOp;

/**
 * A violation that was seen on a program.
 *
 * @param smallest the smallest program that shows it
 * @param detail what was seen on it, in one line
 * @param number of the first program of the campaign that showed it
 * @param count how many did
 * @param isFinished whether nothing smaller that was tried shows it
 * @param rule of the compiler that is to blame, and known to be wrong; empty if none is
 */
public record ProgramFinding(
    ProgramSymptom symptom,
    LoweringPath path,
    ProgramSample smallest,
    String detail,
    long number,
    long count,
    boolean isFinished,
    String rule) {

  static ProgramFinding seen(ProgramVerdict.Wrong verdict, ProgramSample sample, long number) {
    return new ProgramFinding(
        verdict.symptom(), verdict.path(), sample, verdict.detail(), number, 1, false, "");
  }

  /** Returns another finding on the same program. */
  public ProgramFinding seenAs(ProgramVerdict.Wrong verdict) {
    return seen(verdict, smallest, number);
  }

  /** Returns this finding on the program that its own was made smaller to. */
  public ProgramFinding with(ProgramShrinker.Shrunk shrunk) {
    return new ProgramFinding(
        symptom,
        path,
        shrunk.sample(),
        shrunk.verdict().detail(),
        number,
        count,
        shrunk.end() == ProgramShrinker.End.MINIMAL,
        rule);
  }

  /** Returns this finding, for which a rule is to blame. */
  public ProgramFinding blaming(String other) {
    return new ProgramFinding(symptom, path, smallest, detail, number, count, isFinished, other);
  }

  /** Returns this finding, which another one with the same signature belongs to. */
  ProgramFinding joined(ProgramFinding other) {
    boolean isSmaller = ProgramSize.of(other.smallest).compareTo(ProgramSize.of(smallest)) < 0;
    ProgramFinding kept = isSmaller ? other : this;
    return new ProgramFinding(
        symptom,
        path,
        kept.smallest,
        kept.detail,
        Math.min(number, other.number),
        count + other.count,
        kept.isFinished,
        rule);
  }

  ProgramFinding withCount(long other) {
    return new ProgramFinding(symptom, path, smallest, detail, number, other, isFinished, rule);
  }

  /**
   * Returns what findings are told apart by: the rule to blame, as in {@code
   * values/tinygrad/codegen/gater.py:5}, else the operations of the smallest program, as in {@code
   * safety/read-out-of-bounds/gather-pad}; for errors, their place, as in {@code
   * lowering/KeyError/tinygrad/uop/ops.py:12}. Wrong values without a rule are one finding where
   * even the smallest program wraps a narrow type around, as it hardly matters by which operations.
   */
  public String signature() {
    if (symptom.tellsAll()) {
      return symptom.label();
    }
    if (!rule.isEmpty()) {
      return symptom.label() + "/" + rule;
    }
    return symptom.label() + "/" + (wraps() ? "wraps-around" : smallest.program().form());
  }

  private boolean wraps() {
    return symptom.kind() == ProgramSymptom.Kind.VALUES
        && ProgramInterpreter.wrapsNarrow(smallest.program(), smallest.values());
  }

  /** Returns the name of its files. */
  public String id() {
    return ShortHash.of(signature());
  }

  /**
   * Returns whether a program that fails may do so for the same reason: it has all the operations
   * and kinds of options of the smallest one.
   */
  boolean mayExplain(ProgramFinding other) {
    if (!symptom.equals(other.symptom) || !path.equals(other.path)) {
      return false;
    }
    if (wraps()) {
      return other.wraps();
    }
    List<String> parts = parts(other.smallest);
    return symptom.tellsAll() || parts(smallest).stream().allMatch(parts::remove);
  }

  private static List<String> parts(ProgramSample sample) {
    List<String> parts = new ArrayList<>();
    sample.program().steps().stream().map(TensorOp::label).forEach(parts::add);
    sample.program().options().forEach(o -> parts.add(o.split(":", 2)[0]));
    return parts;
  }
}
