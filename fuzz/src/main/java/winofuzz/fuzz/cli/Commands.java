package winofuzz.fuzz.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** All commands, in the order in which they are told of. A new command is added here. */
final class Commands {
  private static final String EXPLAIN = "--explain";

  /** The root of the commands; by itself it prints what there is. */
  @Command(
      name = "fuzz",
      description = "Do two lowerings of one convolution compute the same thing?",
      synopsisSubcommandLabel = "COMMAND",
      exitCodeListHeading = "%nExit status:%n",
      exitCodeList = {
        "0:everything agrees",
        "1:a finding, a regression or a mismatch",
        "2:bad usage or bad input, or what is not supported",
        "3:the machine failed",
        "130:interrupted; what was found is kept"
      },
      footer = {
        "  bin/fuzz run --budget 1m",
        "      looks for a case on which old and hybrid disagree",
        "  bin/fuzz run --budget 1m --defects published --seed 1",
        "      finds the bugs that the rewrite was published with",
        "  bin/fuzz check --case cin=16,h=64,w=64,cout=16,pad=1",
        "      asks everything of one case",
        "",
        "Read on:",
        "  bin/fuzz COMMAND --help   a command's options, with examples",
        "  bin/fuzz explain          the words",
        "  README.md, docs/          what it is for, and how it is built"
      })
  private static final class Root {
    /** For the help texts and to be accepted: what is printed is kept from the start. */
    @Option(
        names = EXPLAIN,
        scope = ScopeType.INHERIT,
        description = "afterwards, explains the words of the project that were printed")
    @SuppressWarnings("UnusedVariable")
    private boolean explain;

    @Option(
        names = {"-q", "--quiet"},
        scope = ScopeType.INHERIT,
        description = "no progress and no notices; the result and what must not be missed alone")
    private boolean quiet;
  }

  private Commands() {}

  /** Returns the root, which reads the names that the compiler of a context knows. */
  static CommandLine of(Context context) {
    Map<String, List<Object>> groups = groups(context);
    CommandLine root = new CommandLine(new Root());
    Map<String, List<String>> names = new LinkedHashMap<>();
    groups.forEach((heading, commands) -> names.put(heading, added(root, commands)));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    finish(root, new VersionText(context.devices()));
    HelpText.groupCommands(root, names);
    Converters.register(root, context.compiler().paths());
    return root;
  }

  /** Whether a command line that was read asks for silence. */
  static boolean isQuiet(CommandLine root) {
    return root.getCommandSpec().userObject() instanceof Root options && options.quiet;
  }

  /** Whether a command line asks for the words of what is printed. */
  static boolean explains(String[] words) {
    return Arrays.stream(words).takeWhile(word -> !word.equals("--")).anyMatch(EXPLAIN::equals);
  }

  private static Map<String, List<Object>> groups(Context context) {
    Map<String, List<Object>> result = new LinkedHashMap<>();
    result.put(
        "Find what disagrees:",
        List.of(
            new RunCommand(context),
            new MergeCommand(context),
            new CheckCommand(context),
            new TriageCommand(context),
            new ReportCommand(context),
            new GateCommand(context),
            CorpusCommand.with(context),
            new SelfTestCommand(context)));
    result.put(
        "Look into a lowering:",
        List.of(
            new CompileCommand(context),
            new InterpretCommand(context),
            new ProveCommand(context),
            new EqualCommand(context),
            new GridCommand(context),
            new LabCommand(context),
            new BenchCommand(context)));
    result.put(
        "Run kernels:",
        List.of(
            new ExecCommand(context),
            new DevicesCommand(context),
            new DeviceCommand(context),
            new WatchCommand(context)));
    result.put(
        "Judge another compiler:",
        List.of(ProtocolCommand.with(context), new BisectCommand(context)));
    result.put(
        "About the tool:",
        List.of(
            new ExplainCommand(context),
            new CompletionCommand(context, System.getenv()),
            new ManCommand(context)));
    return result;
  }

  private static List<String> added(CommandLine root, List<Object> commands) {
    List<String> names = new ArrayList<>();
    for (Object command : commands) {
      CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
      root.addSubcommand(line.getCommandName(), line);
      names.add(line.getCommandName());
    }
    return names;
  }

  /** Gives a command and those below it what all have. */
  private static void finish(CommandLine line, VersionText version) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().versionProvider(version);
    HelpText.lay(line);
    line.getSubcommands().values().forEach(below -> finish(below, version));
  }
}
