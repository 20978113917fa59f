package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import winofuzz.fuzz.lowering.CompilerUnderTest;
import winofuzz.fuzz.oracle.FakeCompiler;

/**
 * Runs commands as their user does.
 *
 * @param home the folder of the project
 */
record Shell(Path home) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a command came to. */
  record Outcome(int status, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }

    /** A mistake of the user is one line, and nothing but that. */
    void assertMistake() {
      assertEquals(2, status, err);
      assertEquals("", out);
      assertEquals(1, err.lines().count(), err);
    }
  }

  /**
   * Runs it over engines that are a few loops.
   *
   * @param line words with blanks between; "$" in it is the folder of the project
   */
  Outcome line(String line) {
    return fuzz(line.replace("$", home.toString()).split(" "));
  }

  /** Runs it over engines that are a few loops. */
  Outcome fuzz(String... words) {
    return fuzz(new FakeCompiler(), words);
  }

  /** Runs it while another process says something to it. */
  Outcome fuzz(InputStream in, String... words) {
    return outcome(in, console -> Main.run(words, context(console, new FakeCompiler())));
  }

  /** Runs it over a compiler. */
  Outcome fuzz(CompilerUnderTest workbench, String... words) {
    return outcome(
        InputStream.nullInputStream(), console -> Main.run(words, context(console, workbench)));
  }

  /** Runs it over the compiler that it names. */
  Outcome command(String... words) {
    return outcome(
        InputStream.nullInputStream(),
        console -> Main.run(words, console, new Devices(List.of("sim")), home));
  }

  /** Returns the commands, none of them run. */
  static CommandLine commands() {
    Console nowhere =
        new Console(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream()),
            false);
    return Commands.of(new Shell(Path.of(".")).context(nowhere, new FakeCompiler()));
  }

  /** Runs what takes a context. */
  static Outcome outcome(ToIntFunction<Context> command) {
    return outcome(
        InputStream.nullInputStream(),
        console ->
            command.applyAsInt(new Shell(Path.of(".")).context(console, new FakeCompiler())));
  }

  private Context context(Console console, CompilerUnderTest workbench) {
    return new Context(console, workbench, new Devices(List.of("sim")), home);
  }

  private static Outcome outcome(InputStream in, ToIntFunction<Console> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(in, stream(out), stream(err), false);
    int status = command.applyAsInt(console);
    console.out().flush();
    console.err().flush();
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }
}
