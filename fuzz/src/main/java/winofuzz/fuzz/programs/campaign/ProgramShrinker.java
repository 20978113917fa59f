package winofuzz.fuzz.programs.campaign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.programs.ProgramSample;

/**
 * Makes programs smaller that fail. Each try is the smallest one that was not made before; the
 * first that fails alike is what is made smaller next.
 */
public final class ProgramShrinker {
  /** How many programs are tried for one finding of a campaign. */
  static final int USUAL_TRIES = 1500;

  private final ProgramJudge judge;
  private final int mostTries;

  /**
   * Creates a shrinker.
   *
   * @param mostTries how many programs are tried
   */
  public ProgramShrinker(ProgramJudge judge, int mostTries) {
    this.judge = judge;
    this.mostTries = mostTries;
  }

  /** Why a program was not made smaller still. */
  public enum End {
    /** No program that is one change smaller is known to fail alike. */
    MINIMAL,
    /** As many were tried as may be. */
    OUT_OF_TRIES,
    /** It was stopped, and could have gone on. */
    STOPPED
  }

  /**
   * What became of a program.
   *
   * @param sample the smallest that fails alike
   * @param verdict on it
   * @param tried how many programs were tried
   * @param gaveUp why nothing can be said of a program that is one change smaller; empty if there
   *     is none
   */
  public record Shrunk(
      ProgramSample sample, ProgramVerdict.Wrong verdict, End end, int tried, String gaveUp) {

    /** Returns whether every program that is one change smaller is known not to fail alike. */
    public boolean isProven() {
      return end == End.MINIMAL && gaveUp.isEmpty();
    }
  }

  /**
   * Makes a program smaller.
   *
   * @param verdict on it
   * @param mayGoOn asked before each try
   */
  public Shrunk shrink(
      ProgramSample sample, ProgramVerdict.Wrong verdict, BooleanSupplier mayGoOn) {
    return new Search(verdict.symptom(), mayGoOn).from(sample, verdict);
  }

  /** The search for one program. */
  private final class Search {
    private final ProgramSymptom symptom;
    private final BooleanSupplier mayGoOn;
    private final Set<ProgramSample> tried = new HashSet<>();
    private final Map<ProgramSample, String> undecided = new HashMap<>();

    Search(ProgramSymptom symptom, BooleanSupplier mayGoOn) {
      this.symptom = symptom;
      this.mayGoOn = mayGoOn;
    }

    Shrunk from(ProgramSample sample, ProgramVerdict.Wrong verdict) {
      ProgramSample smallest = sample;
      ProgramVerdict.Wrong last = verdict;
      boolean isSmaller = true;
      while (isSmaller) {
        isSmaller = false;
        for (ProgramSample smaller : SmallerPrograms.of(smallest)) {
          if (!tried.contains(smaller)) {
            if (!mayGoOn.getAsBoolean()) {
              return ended(smallest, last, End.STOPPED);
            }
            if (tried.size() == mostTries) {
              return ended(smallest, last, End.OUT_OF_TRIES);
            }
            if (judged(smaller, last.path()) instanceof ProgramVerdict.Wrong wrong
                && wrong.symptom().equals(symptom)) {
              smallest = smaller;
              last = wrong;
              isSmaller = true;
              break;
            }
          }
        }
      }
      // What stops it may have ended the compiler as well.
      return ended(smallest, last, mayGoOn.getAsBoolean() ? End.MINIMAL : End.STOPPED);
    }

    private ProgramVerdict judged(ProgramSample smaller, LoweringPath path) {
      tried.add(smaller);
      ProgramVerdict verdict = judge.judge(List.of(smaller), path);
      if (verdict instanceof ProgramVerdict.Undecided(String reason)) {
        undecided.put(smaller, reason);
      }
      return verdict;
    }

    private Shrunk ended(ProgramSample smallest, ProgramVerdict.Wrong verdict, End end) {
      String gaveUp =
          SmallerPrograms.of(smallest).stream()
              .flatMap(s -> Optional.ofNullable(undecided.get(s)).stream())
              .findFirst()
              .orElse("");
      return new Shrunk(smallest, verdict, end, tried.size(), gaveUp);
    }
  }
}
