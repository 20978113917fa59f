package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** The inputs of a case that are read from files. */
final class CaseInputs {
  private CaseInputs() {}

  /**
   * Reads little-endian float32, rounded to the case's dtype.
   *
   * @param elements how many there must be
   */
  static Values read(ConvCase c, Path file, int elements) throws IOException {
    Values.Floats read = (Values.Floats) RawValues.read(file, DType.FLOAT32, elements);
    return Values.of(c.convolution().dtype(), read.toArray());
  }
}
