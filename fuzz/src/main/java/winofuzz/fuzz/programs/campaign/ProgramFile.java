package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.programs.ProgramDocument;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.SampleDocument;

/**
 * A program on inputs in a file, with what was found in it, if anything was.
 *
 * @param number of the first program of the campaign that showed it
 * @param count how many did
 * @param finished whether nothing smaller that was tried shows it
 * @param values the elements of each input, in row-major order
 */
public record ProgramFile(
    @Nullable String signature,
    @Nullable String detail,
    @Nullable LoweringPath path,
    @Nullable Long number,
    @Nullable Long count,
    @Nullable Boolean finished,
    ProgramDocument program,
    List<List<BigDecimal>> values) {
  private static final int FORMAT = 1;

  /** Returns the file of a finding. */
  public static ProgramFile of(ProgramFinding finding) {
    SampleDocument sample = SampleDocument.of(finding.smallest());
    return new ProgramFile(
        finding.signature(),
        finding.detail(),
        finding.path(),
        finding.number(),
        finding.count(),
        finding.isFinished(),
        sample.program(),
        sample.values());
  }

  /** Returns its contents. */
  String text() {
    return Json.file(FORMAT, this);
  }

  /**
   * Reads the program of a file.
   *
   * @throws winofuzz.fuzz.cases.BadInputException if it is not such a file
   */
  public static ProgramSample read(Path file) throws IOException {
    return Json.readFile(
        file, FORMAT, ProgramFile.class, d -> new SampleDocument(d.program, d.values).sample());
  }
}
