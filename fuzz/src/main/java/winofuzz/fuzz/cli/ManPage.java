package winofuzz.fuzz.cli;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import winofuzz.fuzz.about.BuildInfo;

/** The manual page in roff, made from what help says. */
final class ManPage {
  private static final String TEMPLATE = "fuzz.1.mustache";

  /** What the template is filled with. */
  private record Page(
      String version, String description, List<Command> commands, List<Item> statuses) {}

  /** A command with all that its help says. */
  private record Command(
      String name,
      String synopsis,
      String description,
      List<Item> arguments,
      List<Group> groups,
      List<Item> examples) {}

  /** Options below what they are about. */
  private record Group(String heading, List<Item> options) {}

  /** A term and what is said of it. */
  private record Item(String term, String text) {}

  private ManPage() {}

  /** Returns the page of a command and of those below it. */
  static String of(CommandSpec root) {
    Page page =
        new Page(
            BuildInfo.VERSION,
            roff(String.join(" ", root.usageMessage().description())),
            commands(root),
            root.usageMessage().exitCodeList().entrySet().stream()
                .map(e -> new Item(roff(e.getKey()), roff(e.getValue())))
                .toList());
    return Mustache.compiler().escapeHTML(false).compile(template()).execute(page);
  }

  private static String template() {
    try (InputStream file = ManPage.class.getResourceAsStream(TEMPLATE)) {
      if (file == null) {
        throw new AssertionError(TEMPLATE + " is not in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commands that have others below them stand for these alone. */
  private static List<Command> commands(CommandSpec above) {
    return above.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .flatMap(
            spec ->
                spec.subcommands().isEmpty() ? Stream.of(command(spec)) : commands(spec).stream())
        .toList();
  }

  private static Command command(CommandSpec spec) {
    List<Group> groups = new ArrayList<>();
    HelpText.groups(spec)
        .forEach(
            (heading, options) -> {
              List<Item> items =
                  options.stream().filter(o -> !isGeneral(o)).map(ManPage::option).toList();
              if (!items.isEmpty()) {
                groups.add(new Group(roff(heading), items));
              }
            });
    return new Command(
        roff(spec.qualifiedName().replaceFirst("^fuzz ", "")),
        synopsis(spec),
        roff(text(spec.usageMessage().description())),
        spec.positionalParameters().stream().map(ManPage::argument).toList(),
        groups,
        examples(spec));
  }

  /** Whether every command has the option: the page tells of it once. */
  private static boolean isGeneral(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp();
  }

  private static String synopsis(CommandSpec spec) {
    String arguments =
        spec.positionalParameters().stream()
            .map(p -> "\\fI" + roff(label(p)) + "\\fR")
            .collect(Collectors.joining(" "));
    String required = required(spec, option -> option.group() == null, " ");
    String oneOf = required(spec, option -> option.group() != null, " | ");
    return Stream.of(required, oneOf, "[\\fIOPTION\\fR...]", arguments)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String required(CommandSpec spec, Predicate<OptionSpec> which, String between) {
    return spec.options().stream()
        .filter(OptionSpec::required)
        .filter(which)
        .map(ManPage::names)
        .collect(Collectors.joining(between));
  }

  /** Returns the longest name of an option, and what stands for its value. */
  private static String names(OptionSpec option) {
    String name = "\\fB" + roff(option.longestName()) + "\\fR";
    return option.arity().max() == 0 ? name : name + " \\fI" + roff(option.paramLabel()) + "\\fR";
  }

  private static String label(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private static Item argument(PositionalParamSpec parameter) {
    return new Item("\\fI" + roff(label(parameter)) + "\\fR", roff(text(parameter.description())));
  }

  private static Item option(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + roff(name) + "\\fR")
            .collect(Collectors.joining(", "));
    String value = option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
    return new Item(names + value, roff(text(option.description())));
  }

  /** Pairs each command of a footer with the line below it, which says what it is for. */
  private static List<Item> examples(CommandSpec spec) {
    List<Item> result = new ArrayList<>();
    List<String> lines = Arrays.stream(spec.usageMessage().footer()).map(ManPage::plain).toList();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      result.add(new Item(roff(lines.get(i).strip()), roff(lines.get(i + 1).strip())));
    }
    return result;
  }

  private static String text(String[] lines) {
    return Arrays.stream(lines).map(ManPage::plain).collect(Collectors.joining(" "));
  }

  /** Picocli has each sign of percent twice. */
  private static String plain(String line) {
    return line.replace("%%", "%").replace("$$", "$");
  }

  /** Returns text as it must be written to be read as such. */
  private static String roff(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return safe.startsWith(".") ? "\\&" + safe : safe;
  }
}
