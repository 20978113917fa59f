package winofuzz.fuzz.programs.campaign;

import java.util.List;
import winofuzz.convolution.LoweringPath;

/** What is said of a program. */
public sealed interface ProgramVerdict {
  /**
   * Every path computes what it must.
   *
   * @param remarks what was seen and is not wrong
   */
  record Holds(List<String> remarks) implements ProgramVerdict {
    public Holds {
      remarks = List.copyOf(remarks);
    }
  }

  /** Nothing can be said. */
  record Undecided(String reason) implements ProgramVerdict {}

  /**
   * A path does not.
   *
   * @param sample the first of its inputs that show it
   * @param detail one line
   */
  record Wrong(ProgramSymptom symptom, LoweringPath path, int sample, String detail)
      implements ProgramVerdict {}
}
