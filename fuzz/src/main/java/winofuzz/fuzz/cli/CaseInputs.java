package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.interpret.Values;
import winofuzz.ir.DType;

/** The inputs of a case: drawn, or read from files. */
final class CaseInputs {
  private CaseInputs() {}

  /** Values of a case's dtype. */
  static Values values(ConvCase c, double[] elements) {
    float[] narrow = new float[elements.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) elements[i];
    }
    return Values.of(c.convolution().dtype(), narrow);
  }

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
