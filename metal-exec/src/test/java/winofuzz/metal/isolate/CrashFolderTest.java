package winofuzz.metal.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Extent;
import winofuzz.metal.Launch;
import winofuzz.metal.bundle.Bundle;

/** What is kept of kernels that crashed is bounded in number and size. */
final class CrashFolderTest {

  @TempDir private Path folder = Path.of("");

  private static Launch launch(int number, int bytes) {
    return new Launch(
        "kernel void k(device int* in) {} // " + number,
        "k",
        Extent.of(1, 1, 1),
        Extent.of(1, 1, 1),
        List.of(BufferArgument.in(0, Buffer.ofInts(new int[bytes / 4]))));
  }

  /** Keeps a launch as of a second, since folders made at once are equally old. */
  private Optional<Path> keep(CrashFolder crashes, int number, int bytes) throws IOException {
    Optional<Path> kept = crashes.keep("host", launch(number, bytes));
    if (kept.isPresent()) {
      Files.setLastModifiedTime(kept.get(), FileTime.fromMillis(1000L * number));
    }
    return kept;
  }

  private long bundles() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).count();
    }
  }

  @Test
  void theLatestAreKeptAndNothingElseIsTouched() throws IOException {
    Files.createDirectory(folder.resolve("mine"));
    Files.createDirectory(folder.resolve("host-k-notours"));
    CrashFolder crashes = new CrashFolder(folder, new CrashFolder.Limits(3, 1 << 20));
    for (int i = 1; i <= 10; i++) {
      assertTrue(keep(crashes, i, 4).isPresent());
    }
    assertEquals(3 + 2, bundles());
    Path last = keep(crashes, 10, 4).orElseThrow();
    assertEquals(launch(10, 4), Bundle.read(last).launch());
    assertEquals(3 + 2, bundles());
  }

  @Test
  void whatIsKeptHasALimitInBytes() throws IOException {
    CrashFolder crashes = new CrashFolder(folder, new CrashFolder.Limits(100, 10_000));
    for (int i = 1; i <= 10; i++) {
      assertTrue(keep(crashes, i, 4000).isPresent());
    }
    assertEquals(2, bundles());
    assertEquals(Optional.empty(), keep(crashes, 11, 20_000));
    assertEquals(2, bundles());
  }

  @Test
  void aFolderThatCannotBeWrittenCostsNoOutcome() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "");
    CrashFolder crashes = new CrashFolder(file, CrashFolder.LIMITS);
    assertEquals(Optional.empty(), crashes.keep("host", launch(1, 4)));
  }
}
