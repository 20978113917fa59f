package winofuzz.fuzz.programs.campaign;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.files.InputFile;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Sense;
import winofuzz.fuzz.programs.ProgramDocument;
import winofuzz.fuzz.programs.ProgramSample;
import winofuzz.fuzz.programs.SampleDocument;

/**
 * A program on inputs in a file, with what was found in it, if anything was.
 *
 * @param symptom what is wrong
 * @param compiler that was found wrong; null for that of this project
 * @param number of the first program of the campaign that showed it
 * @param count how many did
 * @param finished whether nothing smaller that was tried shows it
 * @param rule of the compiler that is to blame, and known to be wrong; null where none is
 * @param values the elements of each input, in row-major order
 */
public record ProgramFile(
    @Nullable String signature,
    @Nullable String symptom,
    @Nullable String detail,
    @Nullable CompilerChoice compiler,
    @Nullable LoweringPath path,
    @Nullable Long number,
    @Nullable Long count,
    @Nullable Boolean finished,
    @Nullable String rule,
    ProgramDocument program,
    List<List<BigDecimal>> values) {
  /** The version of the format of all files of a campaign. */
  static final int FORMAT = 1;

  /** Returns the file of a finding. */
  public static ProgramFile of(ProgramFinding finding, CompilerChoice compiler) {
    SampleDocument sample = SampleDocument.of(finding.smallest());
    return new ProgramFile(
        finding.signature(),
        finding.symptom().label(),
        finding.detail(),
        compiler.unlessBuiltin(),
        finding.path(),
        finding.number(),
        finding.count(),
        finding.isFinished(),
        finding.rule().isEmpty() ? null : finding.rule(),
        sample.program(),
        sample.values());
  }

  /** Returns its contents. */
  String text() {
    return Json.file(FORMAT, this);
  }

  /** Returns the program on its inputs. */
  public ProgramSample sample() {
    return new SampleDocument(program, values).sample();
  }

  /**
   * Returns the finding.
   *
   * @throws BadInputException if it makes no sense, or the file has none
   */
  public ProgramFinding finding() {
    if (symptom == null
        || detail == null
        || path == null
        || number == null
        || count == null
        || finished == null) {
      throw new BadInputException("expected a finding, found a program alone");
    }
    Sense.requireAtLeast("number", 0, number);
    Sense.requireAtLeast("count", 1, count);
    return new ProgramFinding(
        ProgramSymptom.of(symptom),
        path,
        sample(),
        detail,
        number,
        count,
        finished,
        rule == null ? "" : rule);
  }

  /**
   * Reads a file.
   *
   * @throws BadInputException if it is no such file
   */
  public static ProgramFile read(Path file) throws IOException {
    return Json.readFile(
        file,
        FORMAT,
        ProgramFile.class,
        document -> {
          ProgramSample _ = document.sample();
          return document;
        });
  }

  /**
   * Returns whether a file has a program in it, rather than a case.
   *
   * @throws BadInputException if it is no document
   */
  public static boolean isIn(Path file) throws IOException {
    return Json.has(InputFile.document(file).text(), file.toString(), "program");
  }

  /** Refuses what is no id of a finding. */
  static void requireId(String key, String id) {
    if (!id.matches("[0-9a-f]{12}")) {
      throw new BadInputException(key + ": expected the id of a finding, found '" + id + "'");
    }
  }
}
