package winofuzz.metal.isolate;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.Launch;
import winofuzz.metal.bundle.Bundle;

/**
 * Launches that crashed or did not end, as bundles in a folder. The latest are kept, so many and so
 * large as the limits say. Safe for use by several threads.
 */
final class CrashFolder {

  private static final int LONGEST_NAME = 40;

  /** The names that {@link #name} gives; nothing else in the folder is touched. */
  private static final Pattern OWN = Pattern.compile("[a-z]+-\\w+-[0-9a-f]{8}");

  /**
   * How much is kept.
   *
   * @param bundles the most bundles
   * @param bytes the most bytes of all bundles together
   */
  record Limits(int bundles, long bytes) {}

  static final Limits LIMITS = new Limits(100, 256L << 20);

  private final Path folder;
  private final Limits limits;

  CrashFolder(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  private record Kept(Path bundle, long modified, long bytes) {}

  /**
   * Keeps a launch on a device, in a folder that the same launch finds again.
   *
   * @return the bundle; empty if it is too large or cannot be written
   */
  synchronized Optional<Path> keep(String device, Launch launch) {
    if (bytes(launch) > limits.bytes) {
      return Optional.empty();
    }
    Path bundle = folder.resolve(name(device, launch));
    try {
      new Bundle(launch, new TreeMap<>(), 0).write(bundle);
      drop(bundle);
    } catch (BadLaunchException | IOException e) {
      // What came of the launch counts more than a copy of it.
      return Optional.empty();
    }
    return Optional.of(bundle);
  }

  private static long bytes(Launch launch) {
    return launch.source().length()
        + launch.arguments().stream()
            .mapToLong(a -> (long) a.contents().length() * a.contents().type().bytes())
            .sum();
  }

  private static String name(String device, Launch launch) {
    int contents = launch.source().hashCode();
    for (BufferArgument argument : launch.arguments()) {
      contents = 31 * contents + Arrays.hashCode(argument.contents().toBytes());
    }
    String kernel = launch.kernel();
    String start = kernel.substring(0, Math.min(kernel.length(), LONGEST_NAME));
    return "%s-%s-%08x".formatted(device, start, contents);
  }

  /** Drops the oldest bundles until the limits hold, but not the latest. */
  private void drop(Path latest) throws IOException {
    List<Kept> all = kept();
    all.sort(
        Comparator.comparing((Kept k) -> k.bundle.equals(latest)).thenComparing(Kept::modified));
    long bytes = all.stream().mapToLong(Kept::bytes).sum();
    int count = all.size();
    for (Kept oldest : all.subList(0, Math.max(0, all.size() - 1))) {
      if (count <= limits.bundles && bytes <= limits.bytes) {
        return;
      }
      delete(oldest.bundle);
      count--;
      bytes -= oldest.bytes;
    }
  }

  private List<Kept> kept() throws IOException {
    List<Kept> result = new ArrayList<>();
    try (DirectoryStream<Path> bundles = Files.newDirectoryStream(folder)) {
      for (Path bundle : bundles) {
        boolean own = OWN.matcher(folder.relativize(bundle).toString()).matches();
        if (own && Files.isDirectory(bundle, LinkOption.NOFOLLOW_LINKS)) {
          long bytes = 0;
          try (DirectoryStream<Path> files = Files.newDirectoryStream(bundle)) {
            for (Path file : files) {
              bytes += file.toFile().length();
            }
          }
          result.add(new Kept(bundle, bundle.toFile().lastModified(), bytes));
        }
      }
    }
    return result;
  }

  private static void delete(Path bundle) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(bundle)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(bundle);
  }
}
