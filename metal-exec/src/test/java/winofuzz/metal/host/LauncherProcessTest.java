package winofuzz.metal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import winofuzz.metal.ArgumentTable;
import winofuzz.metal.Buffer;
import winofuzz.metal.BufferArgument;
import winofuzz.metal.DeviceException;
import winofuzz.metal.ElementType;
import winofuzz.metal.Extent;
import winofuzz.metal.Protection;
import winofuzz.metal.launch.CompiledCache;

/** What a library that is out to do harm can do, when it got past everything before. */
final class LauncherProcessTest {

  private static final String HEADERS =
      """
      #include <errno.h>
      #include <fcntl.h>
      #include <signal.h>
      #include <stdint.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/mman.h>
      #include <sys/ptrace.h>
      #include <sys/socket.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <unistd.h>
      static int deed();
      """;

  private static final String IN_KERNEL =
      """
      extern "C" __attribute__((visibility("default"))) void run(int*** launch, void*) {
        (*launch)[0][0] = deed();
      }
      """;

  private static final String IN_CONSTRUCTOR =
      """
      static int done = deed();
      extern "C" __attribute__((visibility("default"))) void run(int*** launch, void*) {
        (*launch)[0][0] = done;
      }
      """;

  @TempDir private static Path folder = Path.of("");
  private HostCompiler compiler;
  private CompiledCache cache;

  LauncherProcessTest() {
    Optional<HostCompiler> found = HostCompiler.find(System.getenv("PATH"));
    assumeTrue(found.isPresent(), "no C++ compiler is here");
    compiler = found.get();
    cache = new CompiledCache(folder.resolve("cache"));
  }

  @BeforeEach
  void clean() throws IOException {
    Files.deleteIfExists(marker());
  }

  private static Path marker() {
    return folder.resolve("marker");
  }

  private Path compiled(HostCompiler.Kind kind, String text) {
    return assertInstanceOf(
            CompiledCache.Entry.Compiled.class, compiler.compile(cache, kind, "-O1", text))
        .path();
  }

  private NativeLaunch launch(String caller, String deed) {
    String text =
        HEADERS
            + caller
            + "static int deed() { "
            + deed.replace("MARKER", "\"" + marker() + "\"")
            + " }\n";
    return new NativeLaunch(
        compiled(HostCompiler.Kind.LIBRARY, text),
        "run",
        Extent.of(1, 1, 1),
        Extent.of(1, 1, 1),
        new ArgumentTable("k", List.of(BufferArgument.out(0, ElementType.INT32, 1))),
        List.of());
  }

  private static int result(LauncherProcess.Reply reply) {
    LauncherProcess.Reply.Ran ran =
        assertInstanceOf(LauncherProcess.Reply.Ran.class, reply, reply::toString);
    Buffer output = Objects.requireNonNull(ran.outputs().get(0));
    return (int) output.number(0);
  }

  private void requireFilter(Launchers launchers) {
    assumeTrue(
        launchers.protections().contains(new Protection("system-call-filter", true)),
        "this machine has no filter of system calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return socket(AF_INET, SOCK_STREAM, 0);",
        "return socket(AF_UNIX, SOCK_STREAM, 0);",
        "int ends[2]; return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);",
        "return fork() == 0 ? 0 : 1;",
        "return vfork() == 0 ? 0 : 1;",
        "char* words[] = {0}; return execve(\"/bin/true\", words, words);",
        "return system(\"touch \" MARKER);",
        "return open(MARKER, O_CREAT | O_WRONLY, 0600);",
        "return open(MARKER, O_CREAT, 0600);",
        "return fopen(MARKER, \"w\") != 0;",
        "return open(\"/dev/null\", O_RDWR);",
        "return mkdir(MARKER, 0700);",
        "return symlink(\"/etc/passwd\", MARKER);",
        "return link(\"/etc/hostname\", MARKER);",
        "return unlink(MARKER);",
        "return rename(MARKER, MARKER);",
        "return chmod(MARKER, 0777);",
        "return truncate(MARKER, 0);",
        "return kill(getppid(), SIGKILL);",
        "return ptrace(PTRACE_ATTACH, getppid(), 0, 0);",
        "return (int)syscall(SYS_process_vm_writev, getppid(), 0, 0, 0, 0, 0);",
        "return (int)syscall(SYS_memfd_create, \"x\", 0);",
        "return setuid(0);",
        "return chdir(\"/\");",
      })
  void systemCallsThatDoHarmEndTheChild(String deed) {
    Launchers launchers = new Launchers(compiler, cache);
    requireFilter(launchers);
    for (String caller : List.of(IN_KERNEL, IN_CONSTRUCTOR)) {
      assertEquals(
          new LauncherProcess.Reply.Ended("SIGSYS, a system call that a kernel may not make"),
          launchers.run(launch(caller, deed)),
          deed);
      assertFalse(Files.exists(marker()), deed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return open(\"/etc/hostname\", O_RDONLY);",
        "return mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANON, -1, 0)"
            + " != MAP_FAILED;",
      })
  void whatLoadingNeedsIsGoneWhenTheKernelRuns(String deed) {
    Launchers launchers = new Launchers(compiler, cache);
    requireFilter(launchers);
    assertInstanceOf(
        LauncherProcess.Reply.Ended.class, launchers.run(launch(IN_KERNEL, deed)), deed);
  }

  @Test
  void memoryHasALimit() {
    String deed =
        "return mmap(0, (size_t)64 << 30, PROT_READ | PROT_WRITE,"
            + " MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0) == MAP_FAILED;";
    assertEquals(1, result(new Launchers(compiler, cache).run(launch(IN_KERNEL, deed))));
  }

  @Test
  void theNextLaunchRunsAfterOneThatCrashed() {
    Launchers launchers = new Launchers(compiler, cache);
    assertEquals(
        new LauncherProcess.Reply.Ended("SIGSEGV"),
        launchers.run(launch(IN_KERNEL, "return *(volatile int*)8;")));
    assertEquals(
        new LauncherProcess.Reply.Ended("SIGABRT"), launchers.run(launch(IN_KERNEL, "abort();")));
    assertEquals(
        new LauncherProcess.Reply.Ended("exit status 3"),
        launchers.run(launch(IN_KERNEL, "exit(3);")));
    assertEquals(
        new LauncherProcess.Reply.Ended("exit status 0"),
        launchers.run(launch(IN_CONSTRUCTOR, "_exit(0);")));
    assertEquals(7, result(launchers.run(launch(IN_KERNEL, "return 7;"))));
  }

  @Test
  void aLibraryThatIsNoneIsNamed() throws IOException {
    Path text = folder.resolve("text.so");
    Files.writeString(text, "no library");
    NativeLaunch given = launch(IN_KERNEL, "return 1;");
    NativeLaunch broken =
        new NativeLaunch(
            text, "run", given.threadgroups(), given.threads(), given.arguments(), List.of());
    Launchers launchers = new Launchers(compiler, cache);
    DeviceException e = assertThrows(DeviceException.class, () -> launchers.run(broken));
    assertTrue(String.valueOf(e.getMessage()).startsWith("loading a compiled kernel: "));
  }

  @Test
  void aLoadThatDoesNotEndEndsWithTheOneWhoWaits() throws Exception {
    Path program =
        compiled(HostCompiler.Kind.PROGRAM, winofuzz.metal.cxx.Headers.read("host/launcher.cpp"));
    NativeLaunch endless = launch(IN_CONSTRUCTOR, "while (true) asm volatile(\"\"); return 0;");
    LauncherProcess launcher = LauncherProcess.start(program);
    CompletableFuture<Object> ended =
        CompletableFuture.supplyAsync(
            () -> assertThrows(DeviceException.class, () -> launcher.run(endless)));
    ProcessHandle child = null;
    while (child == null) {
      child = launchedBy(program).filter(p -> parentIs(p, program)).findFirst().orElse(null);
      Thread.onSpinWait();
    }
    launcher.stop();
    ended.get(1, TimeUnit.MINUTES);
    child.onExit().get(1, TimeUnit.MINUTES);
  }

  private static Stream<ProcessHandle> launchedBy(Path program) {
    return ProcessHandle.current().descendants().filter(p -> runs(p, program));
  }

  private static boolean parentIs(ProcessHandle process, Path program) {
    return process.parent().filter(p -> runs(p, program)).isPresent();
  }

  private static boolean runs(ProcessHandle process, Path program) {
    return process.info().command().filter(program.toString()::equals).isPresent();
  }
}
