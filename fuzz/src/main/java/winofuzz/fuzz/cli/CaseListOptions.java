package winofuzz.fuzz.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import winofuzz.convolution.BadConvolutionException;
import winofuzz.convolution.Convolution;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.CaseText;
import winofuzz.fuzz.cases.ConvCase;
import winofuzz.fuzz.inputs.Inputs;
import winofuzz.fuzz.json.Json;

/** The options that say which cases a command is about. */
final class CaseListOptions {
  /** Channels of the square cases that {@code --sizes} makes. */
  private static final int CHANNELS = 16;

  @Option(
      names = "--case",
      paramLabel = "SPEC",
      description = "such as cin=16,h=64,w=64,cout=16,pad=1; any number of times")
  private List<String> specs = new ArrayList<>();

  @Option(
      names = "--sizes",
      split = Converters.LIST,
      splitSynopsisLabel = ",",
      paramLabel = "N",
      description = "square inputs, 16 channels in and out, padding 1. Default: 24,32,40,48,64")
  private List<Integer> sizes = new ArrayList<>();

  @Option(names = "--cases", paramLabel = "FILE", description = "a JSON case a line")
  private @Nullable Path file;

  /**
   * What was asked for.
   *
   * @param cases in the order in which they were named
   * @param mistakes a message for each line of the file that is no case
   */
  record Chosen(List<ConvCase> cases, List<String> mistakes) {

    /** Says what is wrong; returns the exit status of a command that does the rest. */
    int report(Console console, String command, int status) {
      mistakes.forEach(mistake -> console.err().println(command + ": " + mistake));
      return mistakes.isEmpty() ? status : Math.max(status, ExitCode.BAD_INPUT);
    }
  }

  /** Returns the cases, the squares of the default sizes if none was named. */
  Chosen cases() throws IOException {
    if (file != null && !sizes.isEmpty()) {
      throw new BadInputException("expected one of --sizes and --cases, found both");
    }
    List<ConvCase> cases = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    specs.forEach(spec -> cases.add(CaseText.parse(spec)));
    sizes.forEach(size -> cases.add(square(size)));
    if (file != null) {
      for (Line line :
          Json.readLines(
              file,
              CaseLine.class,
              document -> new Line.Case(document.toCase()),
              mistake -> new Line.Mistaken(String.valueOf(mistake.getMessage())))) {
        switch (line) {
          case Line.Case(ConvCase c) -> cases.add(c);
          case Line.Mistaken(String message) -> mistakes.add(message);
        }
      }
    }
    if (specs.isEmpty() && sizes.isEmpty() && file == null) {
      List.of(24, 32, 40, 48, 64).forEach(size -> cases.add(square(size)));
    }
    return new Chosen(cases, mistakes);
  }

  /** A line of a file of cases. */
  private sealed interface Line {
    record Case(ConvCase subject) implements Line {}

    record Mistaken(String message) implements Line {}
  }

  private static ConvCase square(int size) {
    try {
      return new ConvCase(Convolution.of(1, CHANNELS, size, size, CHANNELS, 1, 1), Inputs.DEFAULT);
    } catch (BadConvolutionException e) {
      throw new BadInputException("--sizes: " + e.getMessage(), e);
    }
  }
}
