package winofuzz.metal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cache lies where each system wants it. */
final class CacheFolderTest {

  @Test
  void followsTheConventions() {
    assertEquals(
        Path.of("/x/winofuzz"), CacheFolder.of(Map.of("XDG_CACHE_HOME", "/x"), "/home/a", "Linux"));
    assertEquals(
        Path.of("/home/a/.cache/winofuzz"),
        CacheFolder.of(Map.of("XDG_CACHE_HOME", ""), "/home/a", "Linux"));
    assertEquals(
        Path.of("/Users/a/Library/Caches/winofuzz"),
        CacheFolder.of(Map.of(), "/Users/a", "Mac OS X"));
  }
}
