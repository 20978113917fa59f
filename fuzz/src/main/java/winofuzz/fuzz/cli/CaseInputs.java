package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.interpret.Values;

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
   * Reads little-endian float32.
   *
   * @param elements how many there must be
   */
  static Values read(ConvCase c, Path file, int elements) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(file + ": expected a file, found none");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != 4L * elements) {
      throw new BadInputException(
          file
              + ": expected "
              + elements
              + " elements of float32 ("
              + 4L * elements
              + " bytes), found "
              + bytes.length
              + " bytes");
    }
    float[] values = new float[elements];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Values.of(c.convolution().dtype(), values);
  }
}
