package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What shells make of the scripts. */
final class CompletionTest {
  /** Completes the words that follow, as bash does when its user asks. */
  private static final String ASK =
      """
      source "$0" || exit 1
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      COMP_LINE="$*"
      COMP_POINT=${#COMP_LINE}
      _complete_fuzz 2>/dev/null
      echo "${COMPREPLY[*]}"
      """;

  @TempDir Path folder;

  private Path script(CompletionShell shell) throws IOException {
    return Files.writeString(folder.resolve("script"), shell.script(Shell.commands()));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), text);
    return text.strip();
  }

  private static void assumeThere(String shell) {
    assumeTrue(
        List.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/").stream()
            .anyMatch(at -> Files.isExecutable(Path.of(at + shell))),
        shell + " is not here");
  }

  @ParameterizedTest
  @EnumSource
  void theShellReadsItsScript(CompletionShell shell) throws IOException, InterruptedException {
    assumeThere(shell.label());
    assertEquals("", output(List.of(shell.label(), "-n", script(shell).toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fuzz ru | run",
        "bin/fuzz ru | run",
        "./bin/fuzz check --path hy | hybrid",
        "fuzz check --defects ung | ungated-reads",
        "fuzz run --device cu | cuda",
        "fuzz compile --target apple-n | apple-notc",
        "fuzz run --inputs la | lattice",
        "fuzz corpus dis | distill",
        "fuzz protocol ch | check",
        "fuzz explain latt | lattice",
        "fuzz selftest --only pad-o | pad-order",
        "fuzz run --bud | --budget"
      })
  void bashCompletes(String typed, String completed) throws IOException, InterruptedException {
    assumeThere("bash");
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", ASK, script(CompletionShell.BASH).toString()));
    command.addAll(List.of(typed.split(" ")));
    assertEquals(completed, output(command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fuzz selft | selftest",
        "./bin/fuzz check --path hy | hybrid",
        "bin/fuzz protocol ch | check",
        "fuzz explain latt | lattice",
        "fuzz run --bud | --budget"
      })
  void fishCompletes(String typed, String completed) throws IOException, InterruptedException {
    assumeThere("fish");
    Path script = script(CompletionShell.FISH);
    String answer =
        output(
            List.of(
                "fish",
                "--no-config",
                "-c",
                "source %s; complete -C '%s'".formatted(script, typed)));
    assertEquals(completed, answer.split("\t", 2)[0]);
  }

  private Shell.Outcome complete(Map<String, String> environment, String... words) {
    return Shell.outcome(
        context ->
            new CommandLine(new Parent())
                .addSubcommand(new CompletionCommand(context, environment))
                .registerConverter(CompletionShell.class, Converters::shell)
                .execute(words));
  }

  @CommandLine.Command(name = "fuzz")
  private static final class Parent {}

  @Test
  void installingTwiceNamesTheScriptOfZshOnce() throws IOException {
    Path settings = Files.writeString(folder.resolve(".zshrc"), "PS1='> '");
    Map<String, String> user = Map.of("HOME", folder.toString(), "SHELL", "/usr/bin/zsh");
    assertEquals(0, complete(user, "completion", "--install").status());
    Shell.Outcome again = complete(user, "completion", "--install");
    assertEquals(0, again.status(), again.err());
    assertTrue(again.err().contains("names it already"), again.err());
    Path script = folder.resolve(".local/share/zsh/completions/fuzz.zsh");
    assertTrue(Files.exists(script));
    assertEquals("PS1='> '\nsource '" + script + "'\n", Files.readString(settings));
  }

  @Test
  void theScriptGoesWhereTheShellLooks() {
    Map<String, String> named =
        Map.of("HOME", "/h", "XDG_DATA_HOME", "/data", "XDG_CONFIG_HOME", "/config");
    assertEquals(
        Path.of("/data/bash-completion/completions/fuzz"), CompletionShell.BASH.file(named));
    assertEquals(Path.of("/config/fish/conf.d/fuzz.fish"), CompletionShell.FISH.file(named));
    Map<String, String> home = Map.of("HOME", "/h");
    assertEquals(
        Path.of("/h/.local/share/bash-completion/completions/fuzz"),
        CompletionShell.BASH.file(home));
    assertEquals(Path.of("/h/.config/fish/conf.d/fuzz.fish"), CompletionShell.FISH.file(home));
  }

  @Test
  void anotherShellIsRefused() {
    Shell.Outcome outcome = new Shell(folder).fuzz("completion");
    outcome.assertMistake();
    assertEquals("fuzz completion: expected bash, zsh or fish, found none", outcome.err().strip());
    assertTrue(CompletionShell.ofUser(Map.of("SHELL", "/bin/tcsh")).isEmpty());
    assertTrue(CompletionShell.ofUser(Map.of()).isEmpty());
  }
}
