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

/** A C++ compiler of this machine. It is not run before a method needs it. */
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

  /** Its version and machine, and what it is called with. */
  private record Identity(String text, List<String> flags) {}

  private final Path program;
  private @Nullable Identity identity;

  HostCompiler(Path program) {
    this.program = program;
  }

  /** Returns the first of clang, gcc and c++ in the folders of a PATH. */
  static Optional<HostCompiler> find(String path) {
    for (String name : NAMES) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        Path program = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
        if (Files.isExecutable(program)) {
          return Optional.of(new HostCompiler(program));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns what makes its libraries differ from those of another compiler: version, machine,
   * flags.
   */
  String identity() {
    Identity known = probed();
    return known.text + " " + known.flags;
  }

  private synchronized Identity probed() {
    Identity known = identity;
    if (known == null) {
      Result macros = call(List.of(program.toString(), "-dM", "-E", "-x", "c++", "-"), "");
      Result version = call(List.of(program.toString(), "--version"), "");
      if (macros.status != 0 || version.status != 0) {
        throw new DeviceException(
            "the C++ compiler %s does not work: %s"
                .formatted(program, macros.output.lines().findFirst().orElse("")));
      }
      String system = System.getProperty("os.arch") + " " + System.getProperty("os.name");
      String first = version.output.lines().findFirst().orElse("");
      known = new Identity(first + " " + system, flags(macros.output));
      identity = known;
    }
    return known;
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
    command.add(program.toString());
    command.addAll(probed().flags);
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
