package winofuzz.metal.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import winofuzz.metal.sim.SimDevice;

/** The reference compiler's kernels, where they lie beside the project, give what is expected. */
final class ReferenceKernelsTest {

  private static final Path KERNELS = Path.of("shared/golden/kernels");

  /** The folder in the nearest folder above that has one. */
  private static Optional<Path> kernels() {
    return Stream.<Path>iterate(
            Path.of("").toAbsolutePath(), at -> at != null, at -> at.getParent())
        .map(at -> at.resolve(KERNELS))
        .filter(Files::isDirectory)
        .findFirst();
  }

  @TestFactory
  List<DynamicTest> everyBundlePasses() throws IOException {
    Optional<Path> kernels = kernels();
    assumeTrue(kernels.isPresent(), "the reference kernels are not here");
    SimDevice device = new SimDevice();
    try (Stream<Path> folders = Files.list(kernels.get())) {
      return folders
          .sorted()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(),
                      () -> {
                        Bundle bundle = Bundle.read(folder);
                        assertEquals(
                            new CheckResult.Passed(), bundle.check(device.run(bundle.launch())));
                      }))
          .toList();
    }
  }
}
