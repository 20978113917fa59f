package winofuzz.fuzz.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;
import winofuzz.convolution.Defect;
import winofuzz.convolution.LoweringPath;
import winofuzz.convolution.Target;
import winofuzz.fuzz.campaign.Shard;
import winofuzz.fuzz.cases.BadInputException;
import winofuzz.fuzz.cases.KnownNames;
import winofuzz.fuzz.inputs.InputDomain;
import winofuzz.interpret.Semantics;
import winofuzz.ir.DType;
import winofuzz.ir.Stage;

/** Reads the words of the command line; names as {@link KnownNames} does for files. */
final class Converters {
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  /**
   * Where the words of a list are parted: at each comma but a last one, which belongs to a word
   * that is refused, so that a list with nothing in it is not taken for one that was not given.
   */
  static final String LIST = ",(?!$)";

  private Converters() {}

  /**
   * Makes the converters known to a command line.
   *
   * @param paths that the compiler under test offers
   */
  static void register(CommandLine commandLine, List<LoweringPath> paths) {
    commandLine
        .registerConverter(Path.class, typed(Converters::path))
        .registerConverter(Duration.class, typed(Converters::duration))
        .registerConverter(LoweringPath.class, typed(text -> KnownNames.path(text, paths)))
        .registerConverter(DType.class, typed(KnownNames::dtype))
        .registerConverter(Target.class, typed(KnownNames::target))
        .registerConverter(Stage.class, typed(Converters::stage))
        .registerConverter(Semantics.class, typed(Converters::semantics))
        .registerConverter(Shard.class, typed(Shard::parse))
        .registerConverter(CompletionShell.class, typed(Converters::shell))
        .registerConverter(InputDomain.class, typed(KnownNames::domain));
  }

  private static <T> CommandLine.ITypeConverter<T> typed(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (BadInputException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /** Reads a path; an empty one would be the folder that we are in. */
  static Path path(String text) {
    if (text.isEmpty()) {
      throw expected("a path", text);
    }
    return Path.of(text);
  }

  /** Reads {@code 30s}, {@code 10m}, {@code 1h}, or ISO-8601. */
  static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (matcher.matches()) {
      long n = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(n);
        case "s" -> Duration.ofSeconds(n);
        case "m" -> Duration.ofMinutes(n);
        default -> Duration.ofHours(n);
      };
    }
    try {
      Duration duration = Duration.parse(text.toUpperCase(Locale.ROOT));
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw expected("a duration such as 30s, 10m, 1h or PT30S", text);
    }
    throw expected("a duration such as 30s, 10m, 1h or PT30S", text);
  }

  /** Reads the words of {@code --defects}. */
  static Set<Defect> defects(List<String> words) {
    try {
      return KnownNames.defects(words);
    } catch (BadInputException e) {
      throw new BadInputException("--defects: " + e.getMessage(), e);
    }
  }

  static Stage stage(String text) {
    return KnownNames.of(Stage.values(), Stage::label, text);
  }

  static Semantics semantics(String text) {
    return KnownNames.of(Semantics.values(), Semantics::label, text);
  }

  static CompletionShell shell(String text) {
    return KnownNames.of(CompletionShell.values(), CompletionShell::label, text);
  }

  private static BadInputException expected(String what, String found) {
    return new BadInputException("expected " + what + ", found '" + found + "'");
  }
}
