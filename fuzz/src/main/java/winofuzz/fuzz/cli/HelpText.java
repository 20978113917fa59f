package winofuzz.fuzz.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How {@code --help} is laid out: options below what they are about, then examples. */
final class HelpText {
  private static final String OWN = "Options:";
  private static final String GENERAL = "General:";

  /** What the options are about that several commands share. */
  private static final Map<Class<?>, String> SHARED =
      Map.of(
          CampaignOptions.class,
          "What is drawn, and what a case may cost:",
          CaseListOptions.class,
          "Which cases:",
          SettingOptions.class,
          "How cases are lowered and run:",
          LoweringOptions.class,
          "How the case is lowered:",
          CompilerOption.class,
          "Which compiler:",
          CorpusCommand.Options.class,
          OWN);

  private static final List<String> ORDER =
      List.of(
          OWN,
          "Which cases:",
          "What is drawn, and what a case may cost:",
          "How the case is lowered:",
          "How cases are lowered and run:",
          "Which compiler:",
          GENERAL);

  private HelpText() {}

  /** Lays out the help of one command. */
  static void lay(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.sortOptions(false);
    usage.abbreviateSynopsis(line.getCommandSpec().parent() != null);
    usage.descriptionHeading("%n");
    usage.parameterListHeading("%nArguments:%n");
    usage.optionListHeading("");
    usage.commandListHeading("%nCommands:%n");
    if (usage.footer().length > 0) {
      usage.footerHeading("%nExamples:%n");
    }
    line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, HelpText::options);
  }

  /** Lists commands below the heading of each group. */
  static void groupCommands(CommandLine root, Map<String, List<String>> groups) {
    root.getHelpSectionMap().remove(SECTION_KEY_COMMAND_LIST_HEADING);
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, help -> commands(help, groups));
  }

  /** Returns the options that help shows, by what they are about. */
  static Map<String, List<OptionSpec>> groups(CommandSpec command) {
    Map<String, List<OptionSpec>> found = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        found.computeIfAbsent(heading(command, option), _ -> new ArrayList<>()).add(option);
      }
    }
    Map<String, List<OptionSpec>> result = new LinkedHashMap<>();
    found.keySet().stream()
        .sorted(Comparator.comparing(ORDER::indexOf))
        .forEach(heading -> result.put(heading, found.get(heading)));
    return result;
  }

  private static String heading(CommandSpec command, OptionSpec option) {
    if (option.inherited() || option.usageHelp() || option.versionHelp() || isRoot(command)) {
      return GENERAL;
    }
    return option.userObject() instanceof Member member
        ? SHARED.getOrDefault(member.getDeclaringClass(), OWN)
        : OWN;
  }

  private static boolean isRoot(CommandSpec command) {
    return command.parent() == null;
  }

  private static String options(Help help) {
    StringBuilder text = new StringBuilder();
    groups(help.commandSpec())
        .forEach(
            (heading, options) -> {
              Help.Layout layout =
                  help.createDefaultLayout(
                      help.commandSpec().options(), List.of(), help.colorScheme());
              layout.addOptions(options, help.parameterLabelRenderer());
              text.append(System.lineSeparator())
                  .append(heading)
                  .append(System.lineSeparator())
                  .append(layout);
            });
    return text.toString();
  }

  private static String commands(Help help, Map<String, List<String>> groups) {
    StringBuilder text = new StringBuilder();
    int width = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    groups.forEach(
        (heading, names) -> {
          Help.TextTable table =
              Help.TextTable.forColumnWidths(
                  help.colorScheme(),
                  width + 4,
                  help.commandSpec().usageMessage().width() - width - 4);
          for (String name : names) {
            Help below = help.subcommands().get(name);
            if (below == null) {
              throw new AssertionError("no command " + name);
            }
            table.addRowValues(
                "  " + name, String.join("", below.commandSpec().usageMessage().description()));
          }
          text.append(System.lineSeparator())
              .append(heading)
              .append(System.lineSeparator())
              .append(table);
        });
    return text.toString();
  }
}
