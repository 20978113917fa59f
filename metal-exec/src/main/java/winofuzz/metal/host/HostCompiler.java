package winofuzz.metal.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import winofuzz.metal.DeviceException;
import winofuzz.metal.launch.CompiledCache;

/** The C++ compiler of this machine. It is not run before a method needs it. */
final class HostCompiler {

  private static final List<String> NAMES = List.of("clang++", "g++", "c++");
  private static final List<String> FLAGS =
      List.of(
          "-std=c++17",
          "-w",
          "-ffp-contract=off",
          "-fwrapv",
          "-fno-strict-aliasing",
          "-fsigned-char",
          "-fno-exceptions",
          "-fno-rtti",
          "-fvisibility=hidden");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What is made of a text. */
  enum Kind {
    LIBRARY(".so"),
    PROGRAM(".run");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    private List<String> options() {
      return switch (this) {
        case LIBRARY -> List.of("-fPIC", "-shared");
        case PROGRAM -> List.of("-ldl");
      };
    }

    /** Returns what the names of such files end with. */
    String suffix() {
      return suffix;
    }
  }

  /** What came of running a program. */
  private record Result(int status, String output) {}

  /** A text that needs what kernels need most of a compiler: arithmetic of half. */
  private static final String NEEDED = "_Float16 twice(_Float16 x) { return x + x; }";

  /**
   * A program that takes what this project gives it.
   *
   * @param identity its version and machine
   * @param flags what it is called with
   */
  private record Working(Path program, String identity, List<String> flags) {}

  private final List<Path> programs;
  private @Nullable Working working;

  /** Creates a compiler that is the first of some programs that works. */
  HostCompiler(List<Path> programs) {
    this.programs = List.copyOf(programs);
  }

  /**
   * Returns the first of clang, gcc and c++ in the folders of a PATH that works, if any is there.
   */
  static Optional<HostCompiler> find(String path) {
    List<Path> programs = new ArrayList<>();
    for (String name : NAMES) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        Path program = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
        if (Files.isExecutable(program)) {
          programs.add(program);
        }
      }
    }
    return programs.isEmpty() ? Optional.empty() : Optional.of(new HostCompiler(programs));
  }

  /**
   * Returns what makes its libraries differ from those of another compiler: version, machine,
   * flags.
   */
  String identity() {
    Working chosen = working();
    return chosen.identity + " " + chosen.flags;
  }

  private synchronized Working working() {
    Working known = working;
    if (known == null) {
      List<String> problems = new ArrayList<>();
      for (Path program : programs) {
        known = probed(program, problems);
        if (known != null) {
          break;
        }
      }
      if (known == null) {
        throw new DeviceException("no C++ compiler works here: " + String.join("; ", problems));
      }
      working = known;
    }
    return known;
  }

  /** Returns a program that works, or null and says why not. */
  private static @Nullable Working probed(Path program, List<String> problems) {
    Result macros = call(List.of(program.toString(), "-dM", "-E", "-x", "c++", "-"), "");
    Result version = call(List.of(program.toString(), "--version"), "");
    List<String> flags = flags(macros.output);
    List<String> check = new ArrayList<>(List.of(program.toString()));
    check.addAll(flags);
    check.addAll(List.of("-fsyntax-only", "-x", "c++", "-"));
    Result needed = call(check, NEEDED);
    for (Result result : List.of(macros, version, needed)) {
      if (result.status != 0) {
        List<String> lines = result.output.lines().toList();
        problems.add(
            program
                + ": "
                + lines.stream()
                    .filter(l -> l.contains("error"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "exit status " + result.status : lines.getFirst()));
        return null;
      }
    }
    String system = System.getProperty("os.arch") + " " + System.getProperty("os.name");
    String first = version.output.lines().findFirst().orElse("");
    return new Working(program, first + " " + system, flags);
  }

  /** Half arithmetic is rounded at every step, which newer compilers must be asked for. */
  private static List<String> flags(String macros) {
    List<String> flags = new ArrayList<>(FLAGS);
    if (macros.contains("#define __clang__ ")) {
      flags.add("-Xclang");
      flags.add("-ffloat16-excess-precision=none");
      flags.add("-fbracket-depth=100000");
    } else if (macros.lines().anyMatch(l -> l.matches("#define __GNUC__ (1[3-9]|[2-9]\\d)"))) {
      flags.add("-fexcess-precision=16");
    }
    return flags;
  }

  /**
   * Returns what it makes of a text, compiled if a cache does not have it.
   *
   * @param optimization the option that says how hard to try
   * @throws DeviceException if the compiler does not come to an end
   */
  CompiledCache.Entry compile(CompiledCache cache, Kind kind, String optimization, String text) {
    return cache.get(
        kind.suffix(),
        List.of(identity(), optimization, text),
        file -> compile(text, kind, optimization, file));
  }

  private Optional<String> compile(String text, Kind kind, String optimization, Path file) {
    List<String> command = new ArrayList<>();
    Working chosen = working();
    command.add(chosen.program.toString());
    command.addAll(chosen.flags);
    command.add(optimization);
    command.addAll(List.of("-x", "c++", "-", "-o", file.toString(), "-lm"));
    command.addAll(kind.options());
    Result result = call(command, text);
    return result.status == 0 ? Optional.empty() : Optional.of(result.output);
  }

  private static Result call(List<String> command, String input) {
    try {
      Path output = Files.createTempFile("winofuzz", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
          stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          // It ended before it had read everything; its status says why.
        }
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new DeviceException(command.getFirst() + " still compiles after " + LIMIT);
        }
        return new Result(process.exitValue(), Files.readString(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceException(command.getFirst() + " was interrupted", e);
    }
  }
}
