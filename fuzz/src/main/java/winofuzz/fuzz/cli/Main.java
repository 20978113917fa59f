package winofuzz.fuzz.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.Likeness;
import winofuzz.fuzz.devices.DeviceList;
import winofuzz.fuzz.files.IoProblem;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.lowering.UnsupportedCaseException;
import winofuzz.fuzz.terminal.OutputFormat;
import winofuzz.metal.BadLaunchException;
import winofuzz.metal.DeviceException;
import winofuzz.metal.msl.MslSyntaxException;

/** {@code fuzz}: the way in. */
public final class Main {
  /** The property by which the launcher tells the folder of the project. */
  private static final String HOME_PROPERTY = "winofuzz.home";

  private Main() {}

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
          new Console(
              System.in,
              out,
              System.err,
              Boolean.getBoolean("winofuzz.terminal"),
              OutputFormat.of(Boolean.getBoolean("winofuzz.outputTerminal"), System::getenv));
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

  /** Runs a command, and explains what it printed if that is asked for. */
  static int run(String[] args, Context context) {
    if (!Commands.explains(args)) {
      return execute(args, context);
    }
    Recording recording = new Recording(context.console());
    int status = execute(args, context.on(recording.console()));
    context.console().err().print(GlossaryText.legend(recording.text()));
    return status;
  }

  /** Runs a command; the result is its exit status. */
  private static int execute(String[] args, Context context) {
    CommandLine root = Commands.of(context);
    Console console = context.console();
    root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    root.setParameterExceptionHandler((e, words) -> usage(console, e));
    root.setExecutionStrategy(
        parsed -> {
          if (Commands.isQuiet(root)) {
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
    String message = String.valueOf(e.getMessage());
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return badInput(console, command, message);
    }
    if (unmatched.isUnknownOption()) {
      String found = unmatched.getUnmatched().getFirst().split("=", 2)[0];
      Set<String> options = command.getCommandSpec().optionsMap().keySet();
      return badInput(console, command, message + Likeness.suggestion(found, options));
    }
    if (command.getSubcommands().isEmpty()) {
      return badInput(console, command, message);
    }
    Set<String> commands = command.getSubcommands().keySet();
    String found = unmatched.getUnmatched().getFirst();
    return badInput(
        console,
        command,
        "expected one of %s, found '%s'%s"
            .formatted(String.join(", ", commands), found, Likeness.suggestion(found, commands)));
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
