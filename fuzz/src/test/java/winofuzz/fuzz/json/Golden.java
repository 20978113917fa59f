package winofuzz.fuzz.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The documents as they must stay, in {@code src/test/resources/documents}. What a failing test
 * found is in {@code target/documents}, to be copied from there if the change is on purpose.
 */
public final class Golden {
  private static final Path EXPECTED = Path.of("src", "test", "resources", "documents");
  private static final Path FOUND = Path.of("target", "documents");

  private Golden() {}

  /** Fails unless a text is, line ends apart, that of a golden file. */
  public static void assertMatches(String name, String found) throws IOException {
    String text = found.replace(System.lineSeparator(), "\n");
    Path expected = EXPECTED.resolve(name);
    String golden = Files.exists(expected) ? Files.readString(expected) : "";
    if (!golden.equals(text)) {
      Files.createDirectories(FOUND);
      Files.writeString(FOUND.resolve(name), text);
    }
    assertEquals(golden, text, name);
  }
}
