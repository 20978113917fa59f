package winofuzz.fuzz.about;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class BuildInfoTest {
  private static String revision(Map<String, String> written) {
    Properties properties = new Properties();
    properties.putAll(written);
    return BuildInfo.revision(properties);
  }

  @Test
  void aBuildNamesItsCommitAndWhetherFilesDifferedFromIt() {
    assertEquals("abc1234", revision(Map.of("commit", "abc1234", "dirty", "false")));
    assertEquals("abc1234-dirty", revision(Map.of("commit", "abc1234", "dirty", "true")));
  }

  @Test
  void outsideARepositoryTheRevisionIsUnknown() {
    assertEquals("unknown", revision(Map.of()));
    assertEquals("unknown", revision(Map.of("commit", "")));
  }

  @Test
  void theVersionIsThatOfTheModules() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    assertTrue(pom.contains("<version>" + BuildInfo.VERSION + "-SNAPSHOT</version>"), pom);
  }

  @Test
  void theRunningBuildKnowsWhatItRunsOn() {
    BuildInfo build = BuildInfo.current();
    assertTrue(build.title().startsWith("winofuzz " + BuildInfo.VERSION + " (revision "));
    assertTrue(build.runtime().startsWith(Runtime.version().feature() + "."), build.runtime());
    assertTrue(build.system().contains(System.getProperty("os.arch")), build.system());
  }
}
