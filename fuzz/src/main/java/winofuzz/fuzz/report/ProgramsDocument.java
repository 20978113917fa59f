package winofuzz.fuzz.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.programs.ProgramScript;
import winofuzz.fuzz.programs.campaign.ProgramFile;
import winofuzz.fuzz.programs.campaign.ProgramFinding;
import winofuzz.fuzz.programs.campaign.ProgramResult;

/** What {@code run --programs} writes as JSON. */
public record ProgramsDocument(
    long seed,
    double seconds,
    long programs,
    long samples,
    double programsPerSecond,
    boolean interrupted,
    List<FoundProgram> findings,
    Map<String, Integer> skipped,
    Map<String, Integer> remarks) {

  /** A finding with its script. */
  public record FoundProgram(String id, ProgramFile finding, String script, String reproduce) {}

  /**
   * Returns the document of a campaign.
   *
   * @param compiler that was asked
   * @param reproduce gives the command that shows a finding again
   */
  public static ProgramsDocument of(
      ProgramResult result, CompilerChoice compiler, Function<ProgramFinding, String> reproduce) {
    return new ProgramsDocument(
        result.seed(),
        rounded(result.counts().elapsed().toNanos() / 1e9),
        result.counts().programs(),
        result.counts().samples(),
        rounded(result.counts().programsPerSecond()),
        result.interrupted(),
        result.findings().stream()
            .map(
                f ->
                    new FoundProgram(
                        f.id(),
                        ProgramFile.of(f, compiler),
                        ProgramScript.of(f.smallest()),
                        reproduce.apply(f)))
            .toList(),
        result.counts().undecided(),
        result.counts().remarks());
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
