package winofuzz.fuzz.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;
import winofuzz.fuzz.engine.BuiltinCompiler;
import winofuzz.fuzz.external.CommandWords;
import winofuzz.fuzz.external.CompilerLimits;
import winofuzz.fuzz.external.ExternalCompiler;
import winofuzz.fuzz.lowering.CompilerUnderTest;

/**
 * A command line whose compiler is known. That comes first, as the other options depend on which
 * paths the compiler offers.
 *
 * @param choice the compiler that it names
 * @param rest the words, with each path by its name alone
 */
record CompilerArguments(CompilerChoice choice, List<String> rest) {
  private static final String TINYGRAD = "tinygrad:";

  CompilerArguments {
    rest = List.copyOf(rest);
  }

  /** Reads a command line. */
  static CompilerArguments read(String[] words) {
    String text = CompilerChoice.BUILTIN.text();
    SortedMap<String, String> switches = new TreeMap<>();
    List<String> rest = new ArrayList<>();
    String option = "";
    boolean options = true;
    for (String word : words) {
      options &= !word.equals("--");
      String name = option.isEmpty() && word.startsWith("--") ? word.split("=", 2)[0] : option;
      boolean isValue = !option.isEmpty() || word.startsWith(name + "=");
      String value = option.isEmpty() && isValue ? word.substring(name.length() + 1) : word;
      option = "";
      if (options && isValue && name.equals("--compiler")) {
        text = value;
        rest.add(word);
      } else if (options && isValue && isPath(name) && value.contains(":")) {
        String label = value.substring(0, value.indexOf(':'));
        switches.put(label, value.substring(value.indexOf(':') + 1));
        rest.add(word.startsWith("--") ? name + "=" + label : label);
      } else {
        option = options && (isPath(word) || word.equals("--compiler")) ? word : "";
        rest.add(word);
      }
    }
    return new CompilerArguments(new CompilerChoice(text, switches), rest);
  }

  /** The checkout that a compiler is run from, if it is one of tinygrad. */
  static Optional<Path> checkout(CompilerChoice choice) {
    return choice.text().startsWith(TINYGRAD)
        ? Optional.of(Path.of(choice.text().substring(TINYGRAD.length())))
        : Optional.empty();
  }

  /** The same compiler and paths in another checkout. */
  static CompilerArguments at(CompilerChoice choice, Path checkout) {
    return new CompilerArguments(
        new CompilerChoice(TINYGRAD + checkout, choice.switches()), List.of());
  }

  private static boolean isPath(String name) {
    return name.equals("--path") || name.equals("--paths");
  }

  /**
   * Starts the compiler.
   *
   * @param home the folder of the project, which holds {@code bridges/}
   * @throws BadInputException if it is not there, or has no switches
   */
  CompilerUnderTest compiler(Path home) {
    if (choice.isBuiltin()) {
      return new BuiltinCompiler();
    }
    try {
      return ExternalCompiler.of(command(home), CompilerLimits.USUAL);
    } catch (BadInputException e) {
      throw new BadInputException("--compiler: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the command that starts a compiler other than the one of this project, word by word.
   *
   * @param home as of {@link #compiler}
   * @throws BadInputException if there is none, or it has no switches
   */
  List<String> command(Path home) {
    Optional<Path> checkout = checkout(choice);
    if (checkout.isPresent()) {
      return tinygrad(home, checkout.get());
    }
    if (!choice.switches().isEmpty()) {
      throw new BadInputException(
          "expected switches of a --path with tinygrad:DIR alone, found '%s'"
              .formatted(choice.switches().firstEntry().getValue()));
    }
    return CommandWords.split(choice.text());
  }

  private List<String> tinygrad(Path home, Path checkout) {
    if (!Files.isDirectory(checkout.resolve("tinygrad"))) {
      throw new BadInputException("expected a checkout of tinygrad, found none in " + checkout);
    }
    Path worker = home.resolve("bridges").resolve("tinygrad").resolve("worker.py");
    List<String> command =
        new ArrayList<>(List.of("python3", worker.toString(), "--checkout", checkout.toString()));
    if (!choice.switches().isEmpty() && !choice.switches().containsKey("direct")) {
      command.addAll(List.of("--path", "direct"));
    }
    for (Map.Entry<String, String> path : choice.switches().entrySet()) {
      command.addAll(List.of("--path", label(path.getKey()) + ":" + path.getValue()));
    }
    return command;
  }

  private static String label(String word) {
    try {
      return new LoweringPath(word).label();
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--path: " + e.getMessage(), e);
    }
  }
}
