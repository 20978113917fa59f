package winofuzz.metal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.DeviceException;
import winofuzz.metal.Protection;
import winofuzz.metal.cxx.Headers;
import winofuzz.metal.launch.CompiledCache;

/** The processes that run kernels, as many as launches run at once. Safe for several threads. */
final class Launchers {

  private static final String TEXT = Headers.read("host/launcher.cpp");

  private final HostCompiler compiler;
  private final CompiledCache cache;
  private final ConcurrentLinkedDeque<LauncherProcess> idle = new ConcurrentLinkedDeque<>();
  private @Nullable Path program;

  Launchers(HostCompiler compiler, CompiledCache cache) {
    this.compiler = compiler;
    this.cache = cache;
  }

  /** Returns the program, compiled if it is not there. */
  private synchronized Path program() {
    Path known = program;
    if (known == null) {
      known =
          switch (compiler.compile(cache, HostCompiler.Kind.PROGRAM, "-O1", TEXT)) {
            case CompiledCache.Entry.Compiled(Path path) -> path;
            case CompiledCache.Entry.Refused(String messages) ->
                throw new DeviceException(
                    "the C++ compiler refuses the program that runs kernels: "
                        + messages.lines().filter(l -> l.contains("error")).findFirst().orElse(""));
          };
      program = known;
    }
    return known;
  }

  /** Compiles what is needed to run kernels, which is not part of a kernel's time. */
  void prepare() {
    program();
  }

  /**
   * Runs a launch.
   *
   * @throws DeviceException if the machine does not run it
   */
  LauncherProcess.Reply run(NativeLaunch launch) {
    LauncherProcess launcher = idle.pollFirst();
    if (launcher == null) {
      launcher = LauncherProcess.start(program());
    }
    boolean usable = false;
    try {
      LauncherProcess.Reply reply = launcher.run(launch);
      usable = true;
      return reply;
    } finally {
      if (usable) {
        idle.addFirst(launcher);
      } else {
        launcher.stop();
      }
    }
  }

  /** Returns what keeps a kernel from doing harm on this machine, and what is not to be had. */
  List<Protection> protections() {
    try {
      Process process = new ProcessBuilder(program().toString(), "probe").start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines()
          .map(line -> line.split(" ", 2))
          .map(words -> new Protection(words[0], words[1].equals("1")))
          .toList();
    } catch (IOException e) {
      throw new DeviceException("asking for this machine's protections", e);
    }
  }
}
