package winofuzz.fuzz.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import winofuzz.convolution.Target;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.fuzz.json.Json;
import winofuzz.fuzz.json.Samples;
import winofuzz.fuzz.lock.RunLock;

/** The folder of a run belongs to one process, and what is in it outlives the folder. */
final class RunFolderTest {
  private static final Plan PLAN =
      new Plan(
          1,
          Duration.ofSeconds(30),
          100,
          1,
          Set.of(InputDomain.REAL),
          List.of(Target.APPLE),
          Samples.finding().setting().with(Target.APPLE),
          10);

  @TempDir Path parent;
  private final List<String> messages = new ArrayList<>();

  private Path root() {
    return parent.resolve("run");
  }

  private RunFolder folder() {
    return new RunFolder(root(), messages::add);
  }

  /** Begins a run in a folder, says so, and never ends. */
  public static void main(String[] args) throws Exception {
    new RunFolder(Path.of(args[0]), System.err::println).begin(PLAN);
    System.out.println("begun");
    TimeUnit.DAYS.sleep(1);
  }

  private Process other() throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(java, "-cp", classes, RunFolderTest.class.getName(), root().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals("begun", process.inputReader().readLine());
    return process;
  }

  @Test
  void aFolderBelongsToOneProcess() throws Exception {
    Process other = other();
    try {
      BadInputException refused = assertThrows(BadInputException.class, () -> folder().hold());
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("process " + other.pid() + " on "), message);
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (RunFolder folder = folder()) {
      folder.goOn(folder.plan(1));
      assertEquals(1, messages.size(), messages.toString());
      assertTrue(messages.getFirst().startsWith("took over from a run that is no more: "));
    }
  }

  @Test
  void twoOfOneProcessDoNotHoldItEither() throws IOException {
    try (RunFolder folder = folder()) {
      folder.begin(PLAN);
      assertThrows(BadInputException.class, () -> folder().begin(PLAN));
      folder.kept(Samples.kept());
      assertThrows(BadInputException.class, () -> folder().hold());
    }
    try (RunFolder next = folder()) {
      next.hold();
      assertEquals(List.of(), messages, "what was let go of is not taken over");
    }
  }

  @Test
  void aProcessThatHasTheNumberOfAnotherIsNotIt() throws IOException {
    try (RunFolder folder = folder()) {
      folder.begin(PLAN);
    }
    RunLock.Owner mine = RunLock.Owner.thisProcess();
    RunLock.Owner before =
        new RunLock.Owner(mine.pid(), mine.startedMillis() - 60_000, mine.host());
    Files.writeString(root().resolve("run.lock"), Json.file(1, before));
    try (RunFolder folder = folder()) {
      folder.hold();
      assertEquals(1, messages.size(), messages.toString());
    }
  }

  @Test
  void aProcessOfAnotherHostIsTakenAtItsWord() throws IOException {
    try (RunFolder folder = folder()) {
      folder.begin(PLAN);
    }
    RunLock.Owner there = new RunLock.Owner(1, 0, "elsewhere");
    Files.writeString(root().resolve("run.lock"), Json.file(1, there));
    BadInputException refused = assertThrows(BadInputException.class, () -> folder().hold());
    assertTrue(String.valueOf(refused.getMessage()).contains("process 1 on elsewhere"));
  }

  private static void delete(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void whatIsRemovedUnderARunIsWrittenElsewhere() throws IOException {
    try (RunFolder folder = folder()) {
      folder.begin(PLAN);
      folder.kept(Samples.kept());
      folder.found(Samples.finding());
      delete(root());
      folder.counted(Samples.statistics());
      folder.finished(Samples.stageless());
      assertEquals(parent.resolve("run-moved-1"), folder.root());
    }
    assertFalse(Files.exists(root()), "it is gone for good");
    assertEquals(1, messages.size(), messages.toString());
    assertTrue(messages.getFirst().contains("run-moved-1"), messages.toString());
    RunFolder moved = new RunFolder(parent.resolve("run-moved-1"), messages::add);
    assertEquals(PLAN, moved.plan(1));
    assertEquals(List.of(Samples.kept()), moved.salvaged().kept());
    assertEquals(List.of(Samples.finding()), moved.salvaged().findings());
    assertEquals(Samples.statistics(), moved.salvaged().statistics());
  }

  @Test
  void aFolderThatWasReplacedIsLeftToItsNewRun() throws IOException {
    try (RunFolder folder = folder()) {
      folder.begin(PLAN);
      folder.kept(Samples.kept());
      delete(root());
      try (RunFolder other = folder()) {
        other.begin(PLAN.withMostCases(7));
        folder.counted(Samples.statistics());
        assertEquals(parent.resolve("run-moved-1"), folder.root());
        assertEquals(7, other.plan(1).mostCases());
      }
    }
    assertFalse(Files.exists(root().resolve("statistics.json")));
  }
}
