package winofuzz.fuzz.cli;

import java.nio.file.Path;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.cases.Setting;
import winofuzz.fuzz.lowering.CompilerUnderTest;

/**
 * What every command works with.
 *
 * @param console where it reads and writes
 * @param choice which compiler is judged
 * @param compiler the compiler under test
 * @param devices what runs kernels
 * @param home the folder of the project, which holds {@code corpus/}
 */
record Context(
    Console console,
    CompilerChoice choice,
    CompilerUnderTest compiler,
    Devices devices,
    Path home) {

  /** Everything for the compiler of this project. */
  Context(Console console, CompilerUnderTest compiler, Devices devices, Path home) {
    this(console, CompilerChoice.BUILTIN, compiler, devices, home);
  }

  /** The same, on another console. */
  Context on(Console other) {
    return new Context(other, choice, compiler, devices, home);
  }

  /** Refuses what was found with another compiler. */
  void requireCompiler(Setting setting, String what) {
    if (!setting.compiler().equals(choice)) {
      throw new BadInputException(
          "%s: expected %s, with which it was made"
              .formatted(what, setting.compiler().options(setting.paths())));
    }
  }

  /** Refuses a plan for another compiler, or with paths that this one does not offer any more. */
  void requireOffered(Setting setting, String file) {
    requireCompiler(setting, "--resume");
    for (LoweringPath path : setting.paths()) {
      try {
        LoweringPath _ = KnownNames.path(path.label(), compiler.paths());
      } catch (BadInputException e) {
        throw new BadInputException(file + ": paths: " + e.getMessage(), e);
      }
    }
  }

  /** The folder of what is kept for the compiler under test. */
  Path corpus() {
    Path all = home.resolve("corpus");
    return choice.isBuiltin() ? all : all.resolve("compilers").resolve(compiler.name());
  }
}
