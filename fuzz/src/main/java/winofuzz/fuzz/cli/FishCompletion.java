package winofuzz.fuzz.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A script by which the fish shell completes commands, options and their known values. */
final class FishCompletion {
  private static final String FUNCTIONS =
      """
      function __fuzz_at
          set -l words (commandline -opc)
          set -e words[1]
          test "$words" = "$argv"
      end
      function __fuzz_below
          set -l words (commandline -opc)
          set -e words[1]
          string match -q -- "$argv *" "$words "
      end
      """;

  private final String command;
  private final StringBuilder text = new StringBuilder();

  private FishCompletion(String command) {
    this.command = command;
  }

  /** Returns the script for a command and those below it. */
  static String script(CommandSpec root) {
    FishCompletion completion = new FishCompletion(root.name());
    completion.line("# Completes fuzz, also as bin/fuzz.");
    completion.text.append(FUNCTIONS);
    completion.line("complete -c " + root.name() + " -e");
    completion.add(root, List.of());
    return completion.text.toString();
  }

  /**
   * Adds what is completed after a command.
   *
   * @param path the words that lead to it
   */
  private void add(CommandSpec spec, List<String> path) {
    String here = condition(spec, path);
    spec.subcommands()
        .forEach((name, below) -> complete(here, "-f -a " + quoted(name), description(below)));
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        complete(here, names(option) + value(option), description(option.description()));
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (parameter.completionCandidates() != null) {
        complete(here, "-f -a " + quoted(values(parameter)), description(parameter.description()));
      }
    }
    spec.subcommands()
        .forEach(
            (name, below) ->
                add(
                    below.getCommandSpec(),
                    Stream.concat(path.stream(), Stream.of(name)).toList()));
  }

  /** Where something follows a command: right after it if there are commands below it. */
  private static String condition(CommandSpec spec, List<String> path) {
    String test = spec.subcommands().isEmpty() ? "__fuzz_below " : "__fuzz_at ";
    return (test + String.join(" ", path)).strip();
  }

  private void complete(String condition, String what, String description) {
    line(
        "complete -c %s -n %s %s%s"
            .formatted(
                command,
                quoted(condition),
                what,
                description.isEmpty() ? "" : " -d " + quoted(description)));
  }

  private static String names(OptionSpec option) {
    return Stream.of(option.names())
        .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.completionCandidates() == null ? " -r" : " -x -a " + quoted(values(option));
  }

  private static String values(ArgSpec argument) {
    return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
        .collect(Collectors.joining(" "));
  }

  private static String description(CommandLine below) {
    return description(below.getCommandSpec().usageMessage().description());
  }

  /** Returns the first sentence, as fish shows a line for each. */
  private static String description(String @Nullable [] lines) {
    String whole = lines == null ? "" : String.join(" ", lines);
    return whole.replace("%%", "%").split("[;.](?: |$)", 2)[0].strip();
  }

  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
