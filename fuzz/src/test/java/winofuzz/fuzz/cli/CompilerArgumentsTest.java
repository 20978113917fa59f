package winofuzz.fuzz.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import winofuzz.convolution.LoweringPath;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CompilerChoice;

/** Which compiler a command line names, and what is left of it. */
final class CompilerArgumentsTest {
  @TempDir private Path folder;

  private static CompilerArguments read(String words) {
    return CompilerArguments.read(words.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          run                              | builtin      | {}                     | run
          run --compiler x                 | x            | {}                     | run --compiler x
          run --compiler=x                 | x            | {}                     | run --compiler=x
          run --compiler=a=b               | a=b          | {}                     | run --compiler=a=b
          run --compiler tinygrad:/t:x     | tinygrad:/t:x | {}                    | run --compiler tinygrad:/t:x
          run --compiler x --compiler y    | y            | {}                     | run --compiler x --compiler y
          run --path a:B=1,C=2             | builtin      | {a=B=1,C=2}            | run --path a
          run --path=a:B=1,C=2             | builtin      | {a=B=1,C=2}            | run --path=a
          run --paths a:B=1 --path b:C=x:y | builtin      | {a=B=1, b=C=x:y}       | run --paths a --path b
          run --path a,b                   | builtin      | {}                     | run --path a,b
          run --path --compiler x          | x            | {}                     | run --path --compiler x
          exec a:B=1                       | builtin      | {}                     | exec a:B=1
          exec --case inputs=real:7        | builtin      | {}                     | exec --case inputs=real:7
          watch -- x --compiler y --path a:B=1 | builtin  | {}                     | watch -- x --compiler y --path a:B=1
          run --compiler                   | builtin      | {}                     | run --compiler
          """)
  void theCompilerIsReadBeforeTheRest(String words, String compiler, String switches, String rest) {
    CompilerArguments arguments = read(words);
    assertEquals(compiler, arguments.choice().text());
    assertEquals(switches, arguments.choice().switches().toString());
    assertEquals(List.of(rest.split(" ")), arguments.rest());
  }

  @Test
  void aCheckoutOfTinygradIsLoweredByItsWorker() throws IOException {
    Path checkout = Files.createDirectories(folder.resolve("t").resolve("tinygrad")).getParent();
    String worker = folder.resolve("bridges/tinygrad/worker.py").toString();
    assertEquals(
        List.of("python3", worker, "--checkout", String.valueOf(checkout)),
        read("run --compiler tinygrad:" + checkout).command(folder));
    assertEquals(
        List.of(
            "python3",
            worker,
            "--checkout",
            String.valueOf(checkout),
            "--path",
            "direct",
            "--path",
            "w:WINO=1,BEAM=2"),
        read("run --compiler tinygrad:" + checkout + " --path w:WINO=1,BEAM=2").command(folder));
    assertEquals(
        List.of("--path", "direct:A=1", "--path", "w:WINO=1"),
        read("run --compiler tinygrad:" + checkout + " --path w:WINO=1 --path direct:A=1")
            .command(folder)
            .subList(4, 8));
  }

  private String mistake(String words) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> read(words).compiler(folder)).getMessage());
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    assertEquals(
        "--compiler: expected a checkout of tinygrad, found none in " + folder,
        mistake("run --compiler tinygrad:" + folder));
    assertEquals(
        "--compiler: expected switches of a --path with tinygrad:DIR alone, found 'WINO=1'",
        mistake("run --path w:WINO=1"));
    Path _ = Files.createDirectories(folder.resolve("tinygrad"));
    assertEquals(
        "--compiler: --path: expected lower-case letters, digits and hyphens, found 'a,b'",
        mistake("run --compiler tinygrad:" + folder + " --path a,b:WINO=1"));
    assertTrue(
        mistake("run --compiler " + folder.resolve("none"))
            .startsWith("--compiler: expected a compiler that can be started, found"));
    assertEquals(
        "--compiler: expected a command whose quotes are closed, found 'x",
        mistake("run --compiler 'x"));
  }

  /** What a finding says can be typed into a shell. */
  @Test
  void optionsNameTheSameCompiler() {
    List<LoweringPath> paths = List.of(new LoweringPath("direct"), new LoweringPath("w"));
    assertEquals("--paths direct,w", CompilerChoice.BUILTIN.options(paths));
    assertEquals(
        "--compiler 'it'\\''s \"x\"' --paths direct,w",
        new CompilerChoice("it's \"x\"", new TreeMap<>()).options(paths));
    CompilerChoice tinygrad =
        new CompilerChoice("tinygrad:/t/x", new TreeMap<>(Map.of("w", "WINO=1,X=a b")));
    assertEquals(
        "--compiler tinygrad:/t/x --path direct --path w:'WINO=1,X=a b'", tinygrad.options(paths));
    CompilerArguments again =
        CompilerArguments.read(
            new String[] {
              "run", "--compiler", "tinygrad:/t/x", "--path", "direct", "--path", "w:WINO=1,X=a b"
            });
    assertEquals(tinygrad, again.choice());
    assertTrue(CompilerChoice.BUILTIN.isBuiltin());
    assertEquals(CompilerChoice.BUILTIN, CompilerChoice.orBuiltin(null));
    assertEquals(tinygrad, CompilerChoice.orBuiltin(tinygrad.unlessBuiltin()));
  }
}
