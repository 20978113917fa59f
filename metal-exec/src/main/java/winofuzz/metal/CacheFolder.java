package winofuzz.metal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The user's folder for files that this project keeps between runs and can recreate. */
public final class CacheFolder {

  private CacheFolder() {}

  /** Returns the folder on this machine, which need not exist. */
  public static Path ofUser() {
    return of(
        System.getenv(),
        Objects.requireNonNull(System.getProperty("user.home")),
        Objects.requireNonNull(System.getProperty("os.name")));
  }

  /** Returns the folder by a system's conventions. */
  static Path of(Map<String, String> environment, String home, String system) {
    String given = environment.get("XDG_CACHE_HOME");
    Path caches;
    if (given != null && !given.isEmpty()) {
      caches = Path.of(given);
    } else if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      caches = Path.of(home, "Library", "Caches");
    } else {
      caches = Path.of(home, ".cache");
    }
    return caches.resolve("winofuzz");
  }
}
