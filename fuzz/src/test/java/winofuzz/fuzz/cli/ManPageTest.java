package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManPageTest {
  @TempDir Path folder;

  @Test
  void theCommittedPageIsWhatTheCommandsSay() throws IOException {
    assertEquals(
        Files.readString(Path.of("../docs/fuzz.1")),
        new Shell(folder).fuzz("man").out(),
        "bin/fuzz man > docs/fuzz.1 writes it again");
  }
}
