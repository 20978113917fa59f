package winofuzz.fuzz.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.files.IoProblem;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.DeviceException;
import winofuzz.metal.msl.MslSyntaxException;

/** {@code fuzz}: the way in. */
public final class Main {
  /** The property by which the launcher tells the folder of the project. */
  private static final String HOME_PROPERTY = "winofuzz.home";

  /** The version of the tool, as it names itself. */
  static final String VERSION = "0.1.0";

  private Main() {}

  /** The root of the commands; by itself it prints what there is. */
  @Command(
      name = "fuzz",
      version = "winofuzz " + Main.VERSION,
      description = "Do two lowerings of one convolution compute the same thing?",
      synopsisSubcommandLabel = "COMMAND")
  private static final class Root {
    @Option(
        names = {"-q", "--quiet"},
        scope = ScopeType.INHERIT,
        description = "no progress and no notices; the result and what must not be missed alone")
    private boolean quiet;
  }

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] args) {
    Interrupt.listen();
    Interrupt.exit(status(args));
  }

  /** A process that ends with 1 says that there is a finding: nothing else may end it so. */
  private static int status(String[] args) {
    try {
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      Console console =
          new Console(System.in, out, System.err, Boolean.getBoolean("winofuzz.terminal"));
      Path home = Path.of(System.getProperty(HOME_PROPERTY, "."));
      int status = run(args, console, new Devices(DeviceList.names()), home);
      if (out.checkError()) {
        System.err.println("fuzz: standard output: the result could not be written");
        return ExitCode.MACHINE_FAILED;
      }
      return status;
    } catch (Throwable broken) {
      return machineFailed(System.err, "fuzz", broken);
    }
  }

  /** Runs a command with the compiler that it names. */
  static int run(String[] args, Console console, Devices devices, Path home) {
    CompilerArguments arguments = CompilerArguments.read(args);
    CompilerUnderTest compiler;
    try {
      compiler = arguments.compiler(home);
    } catch (BadInputException | InvalidPathException e) {
      console.err().println("fuzz: " + e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    try (compiler) {
      return run(
          arguments.rest().toArray(String[]::new),
          new Context(console, arguments.choice(), compiler, devices, home));
    }
  }

  /** Runs a command; the result is its exit status. */
  static int run(String[] args, Context context) {
    Root options = new Root();
    CommandLine root = new CommandLine(options);
    root.addSubcommand(new RunCommand(context));
    root.addSubcommand(new ReportCommand(context));
    root.addSubcommand(new GateCommand(context));
    root.addSubcommand("corpus", CorpusCommand.with(context));
    root.addSubcommand(new CheckCommand(context));
    root.addSubcommand(new TriageCommand(context));
    root.addSubcommand(new CompileCommand(context));
    root.addSubcommand(new InterpretCommand(context));
    root.addSubcommand(new ExecCommand(context));
    root.addSubcommand(new GridCommand(context));
    root.addSubcommand(new LabCommand(context));
    root.addSubcommand(new BenchCommand(context));
    root.addSubcommand(new DevicesCommand(context));
    root.addSubcommand("protocol", ProtocolCommand.with(context));
    root.addSubcommand(new DeviceCommand(context));
    root.addSubcommand(new WatchCommand(context));
    root.addSubcommand(new BisectCommand(context));
    root.addSubcommand(new SelfTestCommand(context));
    root.getCommandSpec().mixinStandardHelpOptions(true);
    root.getSubcommands().values().forEach(c -> c.getCommandSpec().mixinStandardHelpOptions(true));
    Converters.register(root, context.compiler().paths());
    Console console = context.console();
    root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setParameterExceptionHandler((e, words) -> usage(console, e));
    root.setExecutionStrategy(
        parsed -> {
          if (options.quiet) {
            console.silence();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    root.setExecutionExceptionHandler((e, command, result) -> failure(console, command, e));
    if (args.length == 0) {
      root.usage(console.err());
      return ExitCode.BAD_INPUT;
    }
    try (console) {
      return root.execute(args);
    } catch (Throwable broken) {
      return machineFailed(console.err(), "fuzz", broken);
    }
  }

  private static int usage(Console console, CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !command.getSubcommands().isEmpty()
        && !unmatched.isUnknownOption()) {
      String known = String.join(", ", command.getSubcommands().keySet());
      String found = unmatched.getUnmatched().getFirst();
      return badInput(console, command, "expected one of " + known + ", found '" + found + "'");
    }
    return badInput(console, e.getCommandLine(), String.valueOf(e.getMessage()));
  }

  private static int badInput(Console console, CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    console.err().println(name + ": " + message.replaceAll("\\s*\\R\\s*", "; "));
    return ExitCode.BAD_INPUT;
  }

  private static int failure(Console console, CommandLine command, Exception e) {
    return switch (e) {
      case BadInputException _, BadLaunchException _, MslSyntaxException _ ->
          badInput(console, command, String.valueOf(e.getMessage()));
      case UnsupportedCaseException _ ->
          badInput(console, command, "not supported: " + e.getMessage());
      case InvalidPathException bad ->
          badInput(console, command, "expected a path, found '%s'".formatted(bad.getInput()));
      default -> machineFailed(console.err(), command.getCommandSpec().qualifiedName(), e);
    };
  }

  /** Says what failed: in one line if it was the machine, with a stack trace if it was us. */
  private static int machineFailed(PrintStream err, String command, Throwable failure) {
    @Nullable String problem = null;
    for (Throwable cause = failure; cause != null && problem == null; cause = cause.getCause()) {
      problem =
          switch (cause) {
            case OutOfMemoryError e -> "not enough memory: " + e.getMessage();
            case IOException e -> IoProblem.message(e);
            case DeviceException e -> String.valueOf(e.getMessage());
            default -> null; // Perhaps what caused it.
          };
    }
    if (problem == null) {
      failure.printStackTrace(err);
    } else {
      err.println(command + ": " + problem.replaceAll("\\s*\\R\\s*", "; "));
    }
    return ExitCode.MACHINE_FAILED;
  }
}
