package winofuzz.fuzz.programs.campaign;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import winofuzz.fuzz.programs.ProgramSample;

/**
 * Makes programs smaller that fail. Each try is the smallest one that was not made before; the
 * first that fails alike is what is made smaller next.
 */
final class ProgramShrinker {
  /** How many programs are tried for one finding. */
  static final int USUAL_TRIES = 1500;

  private final ProgramJudge judge;
  private final int mostTries;

  ProgramShrinker(ProgramJudge judge, int mostTries) {
    this.judge = judge;
    this.mostTries = mostTries;
  }

  /**
   * What became of a program.
   *
   * @param verdict on it
   * @param isFinished whether nothing smaller is left to try
   * @param isStopped whether it could have gone on
   */
  record Shrunk(
      ProgramSample sample, ProgramVerdict.Wrong verdict, boolean isFinished, boolean isStopped) {
    private Shrunk finished() {
      return new Shrunk(sample, verdict, true, false);
    }

    private Shrunk stopped() {
      return new Shrunk(sample, verdict, false, true);
    }
  }

  /**
   * Makes a program smaller.
   *
   * @param verdict on it
   * @param mayGoOn asked before each try
   */
  Shrunk shrink(ProgramSample sample, ProgramVerdict.Wrong verdict, BooleanSupplier mayGoOn) {
    Shrunk smallest = new Shrunk(sample, verdict, false, false);
    Set<ProgramSample> tried = new HashSet<>();
    while (true) {
      Shrunk next = null;
      for (ProgramSample smaller : SmallerPrograms.of(smallest.sample)) {
        if (!tried.add(smaller)) {
          continue;
        }
        if (!mayGoOn.getAsBoolean()) {
          return smallest.stopped();
        }
        if (tried.size() > mostTries) {
          return smallest;
        }
        if (judge.judge(List.of(smaller), verdict.path()) instanceof ProgramVerdict.Wrong wrong
            && wrong.symptom().equals(verdict.symptom())) {
          next = new Shrunk(smaller, wrong, false, false);
          break;
        }
      }
      if (next == null) {
        // What stops it may have ended the compiler as well.
        return mayGoOn.getAsBoolean() ? smallest.finished() : smallest.stopped();
      }
      smallest = next;
    }
  }
}
