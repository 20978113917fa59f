package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.files.AtomicFiles;

/** {@code completion}: a script by which a shell completes the command line. */
@Command(
    name = "completion",
    description = "Prints or installs what makes a shell complete commands, options and names.",
    footer = {
      "  bin/fuzz completion --install",
      "      installs it for the shell that you work in",
      "  bin/fuzz completion --install fish",
      "      installs it for another one",
      "  bin/fuzz completion bash",
      "      prints the script, to be kept where you like"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Context context;
  private final Map<String, String> environment;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      completionCandidates = KnownValues.ShellNames.class,
      description = "${COMPLETION-CANDIDATES}. Default, with --install: that of $$SHELL")
  private @Nullable CompletionShell shell;

  @Option(names = "--install", description = "writes the script where the shell looks for it")
  private boolean install;

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Context context, Map<String, String> environment) {
    this.context = context;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new AssertionError("not called by picocli");
    }
    CommandLine root = spec.root().commandLine();
    if (install) {
      install(shell == null ? ofUser() : shell, root);
    } else if (shell == null) {
      throw new BadInputException("expected bash, zsh or fish, found none");
    } else {
      context.console().out().print(shell.script(root));
    }
    return ExitCode.AGREES;
  }

  private CompletionShell ofUser() {
    return CompletionShell.ofUser(environment)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--install: expected bash, zsh or fish, as SHELL is '%s'"
                        .formatted(environment.getOrDefault("SHELL", ""))));
  }

  private void install(CompletionShell chosen, CommandLine root) throws IOException {
    Path file = chosen.file(environment);
    AtomicFiles.write(file, chosen.script(root));
    say("wrote " + file);
    switch (chosen) {
      case BASH ->
          say("bash-completion reads it in a new shell; without that, source it in ~/.bashrc");
      case ZSH -> {
        nameInSettings(file);
        say("open a new shell, or source the file");
      }
      case FISH -> say("open a new shell, or source the file");
    }
  }

  /** Adds a line to the settings of zsh, which reads no such script by itself. */
  private void nameInSettings(Path script) throws IOException {
    Path settings = CompletionShell.settingsOfZsh(environment);
    String line = "source '" + script.toString().replace("'", "'\\''") + "'";
    String before = Files.exists(settings) ? Files.readString(settings) : "";
    if (before.lines().anyMatch(line::equals)) {
      say(settings + " names it already");
      return;
    }
    String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    // Not replaced: it may be a link to a file that is kept elsewhere.
    Files.writeString(settings, before + end + line + "\n");
    say("added a line to " + settings + ": " + line);
  }

  private void say(String line) {
    context.console().err().println(line);
  }
}
