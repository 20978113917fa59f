package winofuzz.fuzz.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;

/** A shell that completes the words of the command line. */
enum CompletionShell {
  BASH,
  ZSH,
  FISH;

  private static final String COMMAND = "fuzz";

  /** The name, as it is typed. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the shell that a user works in, if it is one of these. */
  static Optional<CompletionShell> ofUser(Map<String, String> environment) {
    Path shell = Path.of(environment.getOrDefault("SHELL", "")).getFileName();
    for (CompletionShell one : values()) {
      if (shell != null && shell.toString().equals(one.label())) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Returns the script that completes the commands below a root. */
  String script(CommandLine root) {
    return switch (this) {
      // The script for bash asks by itself for the functions of bash in zsh.
      case BASH, ZSH -> AutoComplete.bash(COMMAND, root);
      case FISH -> FishCompletion.script(root.getCommandSpec());
    };
  }

  /** Returns the file in which the shell looks for the script, or that its settings name. */
  Path file(Map<String, String> environment) {
    return switch (this) {
      case BASH ->
          folder(environment, "XDG_DATA_HOME", ".local/share")
              .resolve("bash-completion/completions")
              .resolve(COMMAND);
      case ZSH ->
          folder(environment, "XDG_DATA_HOME", ".local/share")
              .resolve("zsh/completions")
              .resolve(COMMAND + ".zsh");
      case FISH ->
          // Its folder of completions is for commands on the path only, not for bin/fuzz.
          folder(environment, "XDG_CONFIG_HOME", ".config")
              .resolve("fish/conf.d")
              .resolve(COMMAND + ".fish");
    };
  }

  /** Returns the file of zsh's settings. */
  static Path settingsOfZsh(Map<String, String> environment) {
    return folder(environment, "ZDOTDIR", "").resolve(".zshrc");
  }

  private static Path folder(Map<String, String> environment, String variable, String below) {
    String named = environment.getOrDefault(variable, "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), below)
        : Path.of(named);
  }
}
