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
import winofuzz.metal.Device;
import winofuzz.metal.apple.AppleGpus;
import winofuzz.metal.cuda.CudaDevice;
import winofuzz.metal.host.HostDevice;
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
  List<DynamicTest> everyBundlePassesInTheSimulator() throws IOException {
    return everyBundlePasses(new SimDevice());
  }

  @TestFactory
  List<DynamicTest> everyBundlePassesOnTheHost() throws IOException {
    Optional<HostDevice> host = HostDevice.find();
    assumeTrue(host.isPresent(), "no C++ compiler is here");
    return everyBundlePasses(host.get());
  }

  @TestFactory
  List<DynamicTest> everyBundlePassesOnAnNvidiaGpu() throws IOException {
    Optional<CudaDevice> cuda = CudaDevice.find();
    assumeTrue(cuda.isPresent(), "no NVIDIA GPU is here");
    return everyBundlePasses(cuda.get());
  }

  @TestFactory
  List<DynamicTest> everyBundlePassesOnAnAppleGpu() throws IOException {
    Optional<Device> metal = AppleGpus.find();
    assumeTrue(metal.isPresent(), "no Apple GPU and no stand-in is here");
    return everyBundlePasses(metal.get());
  }

  private static List<DynamicTest> everyBundlePasses(Device device) throws IOException {
    Optional<Path> kernels = kernels();
    assumeTrue(kernels.isPresent(), "the reference kernels are not here");
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
