package winofuzz.metal.cuda;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds native libraries by one of several names. */
final class Libraries {

  /** Variables that name the folder of NVIDIA's toolkit. */
  private static final List<String> HOMES = List.of("CUDA_HOME", "CUDA_PATH");

  private static final Path USUAL_HOME = Path.of("/usr/local/cuda");

  private Libraries() {}

  /** Returns the first that the system's loader finds, or that lies in NVIDIA's toolkit. */
  static Optional<NativeLibrary> firstOf(List<String> names) {
    Stream<String> files =
        folders()
            .flatMap(folder -> names.stream().map(folder::resolve))
            .filter(Files::isRegularFile)
            .map(Path::toString);
    return Stream.concat(names.stream(), files)
        .map(Libraries::load)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<Path> folders() {
    return Stream.concat(
            HOMES.stream().map(System::getenv).filter(Objects::nonNull).map(Path::of),
            Stream.of(USUAL_HOME))
        .map(home -> home.resolve("lib64"));
  }

  private static Optional<NativeLibrary> load(String name) {
    try {
      return Optional.of(NativeLibrary.getInstance(name));
    } catch (UnsatisfiedLinkError e) {
      // Not under this name; perhaps under the next.
      return Optional.empty();
    }
  }
}
