package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.util.List;

/** Hears of what a campaign over programs does, as it happens and from one thread. */
public interface ProgramListener {
  /**
   * Some time has passed.
   *
   * @param shrinking how many programs are being made smaller
   */
  default void progress(ProgramCounts counts, List<ProgramFinding> findings, int shrinking) {}

  /** A program failed that no known finding explains. */
  default void found(ProgramFinding finding) throws IOException {}

  /** A finding has a smaller program, or is known to have none. */
  default void minimized(ProgramFinding finding) throws IOException {}

  /** There is something to go on from. */
  default void counted(ProgramCheckpoint checkpoint) throws IOException {}

  /** The campaign is at its end, and findings have their last counts. */
  default void finished(ProgramResult result) throws IOException {}

  /** A finding has turned out to be another one, or has another name now. */
  default void dropped(ProgramFinding finding) throws IOException {}
}
