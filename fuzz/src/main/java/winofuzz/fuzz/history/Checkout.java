package winofuzz.fuzz.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import winofuzz.fuzz.cases.BadInputException;

/** A git repository, whose states are laid out in folders outside of it. */
public final class Checkout {
  private static final String FIELD = "\t";

  private final Path repository;

  public Checkout(Path repository) {
    this.repository = repository;
  }

  /**
   * Returns the commits after one up to another, the oldest first, along the first parents.
   *
   * @throws BadInputException if these are no commits, or the one does not lead to the other
   */
  public List<Revision> between(String good, String bad) throws IOException, InterruptedException {
    String first = resolve("--good", good);
    String last = resolve("--bad", bad);
    List<Revision> revisions = new ArrayList<>();
    String log =
        git("log", "--first-parent", "--reverse", "--format=%h%x09%cs%x09%s", first + ".." + last);
    for (String line : (Iterable<String>) log.lines()::iterator) {
      String[] fields = line.split(FIELD, 3);
      revisions.add(new Revision(fields[0], fields[1], fields[2]));
    }
    if (revisions.isEmpty()) {
      throw new BadInputException(
          "--bad: expected a commit after %s, found %s".formatted(good, bad));
    }
    return revisions;
  }

  private String resolve(String option, String revision) throws IOException, InterruptedException {
    try {
      return git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
          .strip();
    } catch (BadInputException e) {
      throw new BadInputException(
          "%s: expected a commit of %s, found '%s'".formatted(option, repository, revision), e);
    }
  }

  /**
   * Lays out a commit.
   *
   * @param folder that is not there yet
   */
  public void layOut(String revision, Path folder) throws IOException, InterruptedException {
    Path _ = Files.createDirectories(folder);
    Path archive = Files.createTempFile("winofuzz", ".tar");
    try {
      String _ = git("archive", "--format=tar", "--output=" + archive, revision);
      String _ = run(List.of("tar", "-xf", archive.toString(), "-C", folder.toString()));
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  /** Removes a folder with all that is in it. */
  public static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  private String git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new BadInputException(
          "%s: %s".formatted(command.getFirst(), output.lines().findFirst().orElse("failed")));
    }
    return output;
  }
}
