import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Writes which revision is built: {@code java Revision.java PROJECT FILE}. Outside a repository, or
 * without git, the file says nothing; a build never fails for it. Plugins that do this tell the
 * revision of another checkout in a worktree, or fail where there is no git.
 */
final class Revision {
  private static final int PATIENCE_SECONDS = 20;

  private Revision() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path project = Path.of(args[0]).toRealPath();
    Path file = Path.of(args[1]);
    String text = text(project);
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  private static String text(Path project) throws InterruptedException {
    Optional<String> root = git(project, "rev-parse", "--show-toplevel");
    // The project may lie in a repository of something else.
    if (root.isEmpty() || !Path.of(root.get()).equals(project)) {
      return "";
    }
    Optional<String> commit = git(project, "rev-parse", "--short=7", "HEAD");
    Optional<String> changes = git(project, "status", "--porcelain");
    return commit.isEmpty() || changes.isEmpty()
        ? ""
        : "commit=%s%ndirty=%s%n".formatted(commit.get(), !changes.get().isEmpty());
  }

  private static Optional<String> git(Path project, String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "--no-optional-locks", "-C"));
    command.add(project.toString());
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // No git is here.
    }
  }
}
