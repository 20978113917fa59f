package winofuzz.metal.bundle;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.metal.Buffer;
import winofuzz.metal.Launch;
import winofuzz.metal.Outcome;

/**
 * A launch with its expected results.
 *
 * @param launch the run
 * @param expected contents of buffers afterwards, by buffer index
 * @param toleranceUlp how far a floating element may be from what is expected, in units in the last
 *     place; 0 asks for the same bits
 */
public record Bundle(Launch launch, SortedMap<Integer, Buffer> expected, int toleranceUlp) {

  public Bundle {
    expected = Collections.unmodifiableSortedMap(new TreeMap<>(expected));
  }

  /**
   * Reads a bundle's folder.
   *
   * @throws winofuzz.metal.BadLaunchException if a file is missing, broken or of the wrong length
   */
  public static Bundle read(Path folder) {
    return BundleReader.read(folder);
  }

  /** Writes the bundle into a folder, which is made if need be. */
  public void write(Path folder) {
    BundleWriter.write(this, folder);
  }

  /** Compares the outcome of a run of the launch with what is expected. */
  public CheckResult check(Outcome outcome) {
    return CheckResult.of(this, outcome);
  }
}
