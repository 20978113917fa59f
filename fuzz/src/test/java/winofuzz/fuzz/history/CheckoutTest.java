package winofuzz.fuzz.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.fuzz.cases.BadInputException;

final class CheckoutTest {
  @TempDir private Path folder;

  private Path repository() {
    return folder.resolve("repository");
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository().toString()));
    command.addAll(List.of("-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(words));
    assertEquals(
        0,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor());
  }

  private static boolean hasGit() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void threeCommits() throws Exception {
    assumeTrue(hasGit(), "git is not here");
    Path _ = Files.createDirectories(repository());
    git("init", "-q");
    for (String text : List.of("first", "second", "third")) {
      Path _ = Files.writeString(repository().resolve("file"), text);
      git("add", "file");
      git("commit", "-q", "-m", "The " + text);
    }
  }

  @Test
  void commitsAfterTheGoodOneComeInOrder() throws Exception {
    List<Revision> found = new Checkout(repository()).between("HEAD~2", "HEAD");
    assertEquals(
        List.of("The second", "The third"), found.stream().map(Revision::subject).toList());
  }

  @Test
  void aCommitIsLaidOutElsewhere() throws Exception {
    Checkout checkout = new Checkout(repository());
    checkout.layOut("HEAD~1", folder.resolve("there"));
    assertEquals("second", Files.readString(folder.resolve("there").resolve("file")));
    assertEquals("third", Files.readString(repository().resolve("file")));
    Checkout.remove(folder.resolve("there"));
    assertTrue(Files.notExists(folder.resolve("there")));
  }

  @Test
  void whatIsNoCommitIsSaid() {
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new Checkout(repository()).between("nonsense", "HEAD"));
    assertEquals(
        "--good: expected a commit of %s, found 'nonsense'".formatted(repository()),
        e.getMessage());
  }

  @Test
  void theBadOneComesAfterTheGoodOne() {
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> new Checkout(repository()).between("HEAD", "HEAD~1"));
    assertEquals("--bad: expected a commit after HEAD, found HEAD~1", e.getMessage());
  }
}
